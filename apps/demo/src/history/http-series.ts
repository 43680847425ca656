import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_NETWORK_PROTOCOL_VERSION,
  ATTR_URL_SCHEME,
  METRIC_HTTP_SERVER_REQUEST_DURATION,
} from "@opentelemetry/semantic-conventions";
import { MEAN_PAGES, MEAN_STEPS } from "../load/journeys.ts";
import { DURATION_BOUNDS_S } from "../telemetry/library-metric-names.ts";
import { CANARY_SHARE } from "../topology.ts";
import { drawPoisson } from "./random.ts";
import type { HistogramSeries } from "./series.ts";
import type { Moment } from "./timeline.ts";

/** Scope of the HTTP instrumentation, which live services report under. */
export const HTTP_SCOPE = "@opentelemetry/instrumentation-http";

/** Share of orders that fail in the worst minute of the incident. */
const INCIDENT_FAILURE_SHARE = 0.22;
const USUAL_FAILURE_SHARE = 0.001;

/** Share of orders that fail at a moment. */
export function orderFailureShare(moment: Moment): number {
  return USUAL_FAILURE_SHARE + INCIDENT_FAILURE_SHARE * moment.incident;
}

/** Median duration of an order in seconds at a moment: load adds a little, the incident a lot. */
export function orderMedianS(moment: Moment): number {
  return 0.095 * (1 + moment.requestsPerSecond / 60) * (1 + 11 * moment.incident);
}

type Route = {
  readonly method: "GET" | "POST";
  readonly route: string;
  readonly status: number;
  /** Requests per request at the gateway. */
  readonly share: number;
  readonly medianMs: number;
  readonly order?: "placed" | "failed";
};

const perRequest = (pages: number) => pages / MEAN_STEPS;
const { home, product, search, addItem, cart, checkout } = MEAN_PAGES;

function orderRoutes(route: string, failedStatus: number, share: number): Route[] {
  const base = { method: "POST", route, share: perRequest(checkout) * share, medianMs: 0 } as const;
  return [
    { ...base, status: 201, order: "placed" },
    { ...base, status: failedStatus, order: "failed" },
  ];
}

function catalogRoutes(): Route[] {
  return [
    { method: "GET", route: "/products", status: 200, share: perRequest(home) / 2, medianMs: 3.1 },
    {
      method: "GET",
      route: "/products/:id",
      status: 200,
      share: perRequest(product + addItem) / 2,
      medianMs: 1.5,
    },
    { method: "GET", route: "/search", status: 200, share: perRequest(search) / 2, medianMs: 2.8 },
  ];
}

const ROUTES: Readonly<Record<string, readonly Route[]>> = {
  "gateway-1": [
    { method: "GET", route: "/", status: 200, share: perRequest(home), medianMs: 6.4 },
    {
      method: "GET",
      route: "/products/:id",
      status: 200,
      share: perRequest(product),
      medianMs: 4.6,
    },
    { method: "GET", route: "/search", status: 200, share: perRequest(search), medianMs: 6 },
    { method: "POST", route: "/cart/items", status: 201, share: perRequest(addItem), medianMs: 11 },
    { method: "GET", route: "/cart/:session", status: 200, share: perRequest(cart), medianMs: 6 },
    ...orderRoutes("/checkout", 502, 1),
  ],
  "catalog-1": catalogRoutes(),
  "catalog-2": catalogRoutes(),
  "cart-1": [
    {
      method: "POST",
      route: "/carts/:id/items",
      status: 201,
      share: perRequest(addItem),
      medianMs: 4,
    },
    {
      method: "GET",
      route: "/carts/:id",
      status: 200,
      share: perRequest(cart + checkout),
      medianMs: 2.6,
    },
    {
      method: "POST",
      route: "/carts/:id/clear",
      status: 200,
      share: perRequest(checkout),
      medianMs: 2.6,
    },
  ],
  "checkout-1": orderRoutes("/orders", 503, 1 - CANARY_SHARE),
  "checkout-2": orderRoutes("/orders", 503, CANARY_SHARE),
  "payments-1": [
    { method: "POST", route: "/charges", status: 201, share: perRequest(checkout), medianMs: 54 },
    {
      method: "POST",
      route: "/charges",
      status: 503,
      share: perRequest(checkout) * 0.004,
      medianMs: 54,
    },
  ],
};

function toSeries(route: Route): HistogramSeries {
  return {
    kind: "histogram",
    scope: HTTP_SCOPE,
    name: METRIC_HTTP_SERVER_REQUEST_DURATION,
    unit: "s",
    everyMinutes: 1,
    bounds: DURATION_BOUNDS_S,
    attributes: {
      [ATTR_HTTP_REQUEST_METHOD]: route.method,
      [ATTR_URL_SCHEME]: "http",
      [ATTR_NETWORK_PROTOCOL_VERSION]: "1.1",
      [ATTR_HTTP_ROUTE]: route.route,
      [ATTR_HTTP_RESPONSE_STATUS_CODE]: route.status,
      ...(route.status >= 500 ? { [ATTR_ERROR_TYPE]: String(route.status) } : {}),
    },
    sample: (moment, random) => {
      const failed = orderFailureShare(moment);
      const outcome =
        route.order === undefined ? 1 : route.order === "failed" ? failed : 1 - failed;
      const count = drawPoisson(moment.requestsPerSecond * 60 * route.share * outcome, random);
      const loadFactor = 1 + moment.requestsPerSecond / 40;
      const medianS =
        route.order === undefined ? (route.medianMs / 1000) * loadFactor : orderMedianS(moment);
      return { count, medianS, sigma: 0.42 };
    },
  };
}

/** Server request durations of an instance; empty for processes without routes. */
export function httpSeries(instanceId: string): HistogramSeries[] {
  return (ROUTES[instanceId] ?? []).map(toSeries);
}

/** Orders per second that reach an instance of checkout at a moment. */
export function ordersPerSecond(instanceId: string, moment: Moment): number {
  const share = instanceId === "checkout-2" ? CANARY_SHARE : 1 - CANARY_SHARE;
  return moment.requestsPerSecond * perRequest(checkout) * share;
}
