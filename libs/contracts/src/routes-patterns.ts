import { z } from "zod";
import {
  capacity,
  capacityQuery,
  resourceForecast,
  resourceLimit,
  resourcePath,
  resourceQuery,
  scalability,
} from "./capacity.ts";
import {
  patternCatalogue,
  patternDetail,
  patternDetailQuery,
  patternKey,
  patternOverview,
  patternOverviewQuery,
  patternPath,
  patternRecord,
} from "./patterns.ts";
import type { Route } from "./route.ts";

const byService = z.object({ service: z.string().min(1).max(500) });

/** Endpoints about scaling patterns and about what is left of every bounded resource. */
export const patternRoutes = {
  listPatterns: {
    method: "get",
    path: "/api/v1/patterns",
    tag: "Patterns",
    summary: "Patterns that services use, with their health",
    query: patternOverviewQuery,
    response: patternOverview,
  },
  listPatternCatalogue: {
    method: "get",
    path: "/api/v1/patterns/catalogue",
    tag: "Patterns",
    summary: "Every pattern that Headroom knows",
    response: patternCatalogue,
  },
  getPatternRecord: {
    method: "get",
    path: "/api/v1/patterns/catalogue/{idOrSlug}",
    tag: "Patterns",
    summary: "One pattern of the catalogue",
    params: patternKey,
    response: patternRecord,
  },
  getServicePattern: {
    method: "get",
    path: "/api/v1/services/{service}/patterns/{patternId}",
    tag: "Patterns",
    summary: "A pattern of a service: evidence, indicators, checklist, capacity and rules",
    params: patternPath,
    query: patternDetailQuery,
    response: patternDetail,
  },
  assessService: {
    method: "post",
    path: "/api/v1/services/{service}/assess",
    tag: "Patterns",
    summary: "Assess a service now instead of at its next turn",
    params: byService,
    status: 202,
  },

  listCapacity: {
    method: "get",
    path: "/api/v1/capacity",
    tag: "Capacity",
    summary: "Headroom of every bounded resource and when it runs out",
    query: capacityQuery,
    response: capacity,
  },
  getResourceForecast: {
    method: "get",
    path: "/api/v1/services/{service}/capacity/{resource}",
    tag: "Capacity",
    summary: "One resource with its history and forecast",
    params: resourcePath,
    query: resourceQuery,
    response: resourceForecast,
  },
  setResourceLimit: {
    method: "put",
    path: "/api/v1/services/{service}/capacity/{resource}/limit",
    tag: "Capacity",
    summary: "Set the limit of a resource by hand",
    params: resourcePath,
    body: resourceLimit,
  },
  getScalability: {
    method: "get",
    path: "/api/v1/services/{service}/scalability",
    tag: "Capacity",
    summary: "How throughput grows with instances",
    params: byService,
    response: scalability,
  },
} as const satisfies Readonly<Record<string, Route>>;
