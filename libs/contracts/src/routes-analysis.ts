import { z } from "zod";
import {
  correlation,
  correlationInput,
  signalBand,
  signalBandInput,
  suspects,
  trend,
  trendInput,
} from "./analysis.ts";
import type { Route } from "./route.ts";

/** Endpoints that compute something about stored series. */
export const analysisRoutes = {
  readSignalBand: {
    method: "post",
    path: "/api/v1/analysis/band",
    tag: "Analysis",
    summary: "A signal with the band it is expected in",
    body: signalBandInput,
    response: signalBand,
  },
  describeTrend: {
    method: "post",
    path: "/api/v1/analysis/trend",
    tag: "Analysis",
    summary: "Level, slope, season and jumps of a signal; week on week and by release",
    body: trendInput,
    response: trend,
  },
  findCorrelations: {
    method: "post",
    path: "/api/v1/analysis/correlation",
    tag: "Analysis",
    summary: "What moved with a signal in a window",
    body: correlationInput,
    response: correlation,
  },
  getIncidentSuspects: {
    method: "get",
    path: "/api/v1/incidents/{id}/suspects",
    tag: "Analysis",
    summary: "Who may have caused an incident, with the evidence",
    params: z.object({ id: z.string().min(1).max(100) }),
    response: suspects,
  },
} as const satisfies Readonly<Record<string, Route>>;
