import {
  ATTR_CPU_MODE,
  ATTR_DB_CLIENT_CONNECTION_POOL_NAME,
  ATTR_DB_CLIENT_CONNECTION_STATE,
  ATTR_V8JS_HEAP_SPACE_NAME,
  DB_CLIENT_CONNECTION_STATE_VALUE_IDLE,
  DB_CLIENT_CONNECTION_STATE_VALUE_USED,
  METRIC_DB_CLIENT_CONNECTION_COUNT,
  METRIC_DB_CLIENT_CONNECTION_MAX,
  METRIC_DB_CLIENT_CONNECTION_PENDING_REQUESTS,
  METRIC_DB_CLIENT_CONNECTION_TIMEOUTS,
  METRIC_DB_CLIENT_CONNECTION_WAIT_TIME,
  METRIC_NODEJS_EVENTLOOP_DELAY_P99,
  METRIC_NODEJS_EVENTLOOP_UTILIZATION,
  METRIC_PROCESS_CPU_UTILIZATION,
  METRIC_V8JS_MEMORY_HEAP_USED,
} from "@opentelemetry/semantic-conventions/incubating";
import { leakedConnections } from "../faults/slow-leak.ts";
import { HEAP_SCOPE } from "../telemetry/heap-limit.ts";
import { METRIC_HEAP_SIZE_LIMIT } from "../telemetry/library-metric-names.ts";
import { POOL_BOUNDS_S, POOL_SCOPE } from "../telemetry/pool-metrics.ts";
import { POOL_MAX } from "../topology.ts";
import { ordersPerSecond } from "./http-series.ts";
import { drawNormal, drawPoisson } from "./random.ts";
import type { HistogramSeries, Series } from "./series.ts";
import type { Moment } from "./timeline.ts";

/** Scope of the Node.js runtime instrumentation. */
export const RUNTIME_SCOPE = "@opentelemetry/instrumentation-runtime-node";
/** Scope of the process metrics. */
export const HOST_SCOPE = "@opentelemetry/instrumentation-host-metrics";

const MEGABYTE = 1024 * 1024;
const HEAP_SAW_MS = 47 * 60_000;
// What V8 makes of the options that the supervisor starts every process with.
const HEAP_LIMIT_BYTES = 536 * MEGABYTE;

/** Share of the traffic that makes an instance work; scales its CPU. */
const WEIGHT: Readonly<Record<string, number>> = {
  "gateway-1": 1,
  "catalog-1": 0.55,
  "catalog-2": 0.55,
  "cart-1": 0.3,
  "checkout-1": 0.4,
  "checkout-2": 0.06,
  "payments-1": 0.14,
  "fulfilment-1": 0.2,
};

/** CPU, heap and event loop of an instance; empty for processes the history leaves out. */
export function runtimeSeries(instanceId: string): Series[] {
  const weight = WEIGHT[instanceId];
  if (weight === undefined) return [];
  const busy = (moment: Moment) => 0.004 + 0.0042 * weight * moment.requestsPerSecond;
  return [
    {
      kind: "gauge",
      scope: HOST_SCOPE,
      name: METRIC_PROCESS_CPU_UTILIZATION,
      unit: "",
      everyMinutes: 1,
      attributes: { [ATTR_CPU_MODE]: "user" },
      sample: (moment, random) => busy(moment) * Math.max(0.5, 1 + 0.08 * drawNormal(random)),
    },
    {
      kind: "gauge",
      scope: RUNTIME_SCOPE,
      name: METRIC_V8JS_MEMORY_HEAP_USED,
      unit: "By",
      everyMinutes: 1,
      attributes: { [ATTR_V8JS_HEAP_SPACE_NAME]: "old_space" },
      sample: (moment, random) => {
        const saw = ((moment.timeMs + weight * HEAP_SAW_MS) % HEAP_SAW_MS) / HEAP_SAW_MS;
        return Math.round(
          MEGABYTE *
            (29 + 3 * saw + 0.2 * weight * moment.requestsPerSecond + 0.3 * drawNormal(random)),
        );
      },
    },
    {
      kind: "gauge",
      scope: HEAP_SCOPE,
      name: METRIC_HEAP_SIZE_LIMIT,
      unit: "By",
      everyMinutes: 5,
      attributes: {},
      sample: () => HEAP_LIMIT_BYTES,
    },
    {
      kind: "gauge",
      scope: RUNTIME_SCOPE,
      name: METRIC_NODEJS_EVENTLOOP_UTILIZATION,
      unit: "1",
      everyMinutes: 5,
      attributes: {},
      sample: (moment, random) => busy(moment) * Math.max(0.5, 1.4 + 0.1 * drawNormal(random)),
    },
    {
      kind: "gauge",
      scope: RUNTIME_SCOPE,
      name: METRIC_NODEJS_EVENTLOOP_DELAY_P99,
      unit: "s",
      everyMinutes: 5,
      attributes: {},
      sample: (moment, random) =>
        0.0105 + 0.00012 * weight * moment.requestsPerSecond + 0.0004 * random(),
    },
  ];
}

const POOLS: Readonly<
  Record<string, { readonly pool: string; readonly perRequest: number; readonly useS: number }>
> = {
  "catalog-1": { pool: "catalog", perRequest: 0.25, useS: 0.002 },
  "catalog-2": { pool: "catalog", perRequest: 0.25, useS: 0.002 },
  "cart-1": { pool: "cart", perRequest: 0.2, useS: 0.003 },
  "fulfilment-1": { pool: "fulfilment", perRequest: 0.06, useS: 0.003 },
  "checkout-1": { pool: "checkout", perRequest: 0.15, useS: 0.006 },
  "checkout-2": { pool: "checkout", perRequest: 0.02, useS: 0.006 },
};

/** Connections in use: Little's law in usual times; in the incident they climb to the maximum. */
function usedConnections(instanceId: string, moment: Moment, random: () => number): number {
  const pool = POOLS[instanceId];
  if (pool === undefined) return 0;
  const usual = drawPoisson(moment.requestsPerSecond * pool.perRequest * pool.useS, random);
  const stuck = pool.pool === "checkout" ? Math.round(POOL_MAX * moment.incident) : 0;
  const lost = instanceId === "checkout-1" ? leakedConnections(moment.timeMs, moment.endMs) : 0;
  return Math.min(POOL_MAX, Math.max(usual + lost, stuck));
}

function waitSeries(instanceId: string, pool: string): HistogramSeries {
  return {
    kind: "histogram",
    scope: POOL_SCOPE,
    name: METRIC_DB_CLIENT_CONNECTION_WAIT_TIME,
    unit: "s",
    everyMinutes: 1,
    bounds: POOL_BOUNDS_S,
    attributes: { [ATTR_DB_CLIENT_CONNECTION_POOL_NAME]: pool },
    sample: (moment, random) => ({
      count: drawPoisson(ordersPerSecond(instanceId, moment) * 60 * 2, random),
      medianS: 0.0002 + 0.55 * moment.incident,
      sigma: 0.5,
    }),
  };
}

/** Connection pool of an instance; empty when it has none. */
export function poolSeries(instanceId: string): Series[] {
  const known = POOLS[instanceId];
  if (known === undefined) return [];
  const isCheckout = known.pool === "checkout";
  const attributes = { [ATTR_DB_CLIENT_CONNECTION_POOL_NAME]: known.pool };
  const base = { kind: "updown", scope: POOL_SCOPE, unit: "{connection}" } as const;
  const state = (value: string) => ({ ...attributes, [ATTR_DB_CLIENT_CONNECTION_STATE]: value });
  return [
    {
      ...base,
      name: METRIC_DB_CLIENT_CONNECTION_COUNT,
      everyMinutes: 1,
      attributes: state(DB_CLIENT_CONNECTION_STATE_VALUE_USED),
      sample: (moment, random) => usedConnections(instanceId, moment, random),
    },
    {
      ...base,
      name: METRIC_DB_CLIENT_CONNECTION_COUNT,
      everyMinutes: 5,
      attributes: state(DB_CLIENT_CONNECTION_STATE_VALUE_IDLE),
      sample: (moment, random) =>
        isCheckout && moment.incident > 0.9
          ? 0
          : 1 + drawPoisson(moment.requestsPerSecond / 30, random),
    },
    {
      ...base,
      name: METRIC_DB_CLIENT_CONNECTION_MAX,
      everyMinutes: 5,
      attributes,
      sample: () => POOL_MAX,
    },
    {
      ...base,
      unit: "{request}",
      name: METRIC_DB_CLIENT_CONNECTION_PENDING_REQUESTS,
      everyMinutes: isCheckout ? 1 : 5,
      attributes,
      sample: (moment, random) =>
        isCheckout && moment.incident > 0.8 ? drawPoisson(6, random) : 0,
    },
    {
      ...base,
      kind: "counter",
      unit: "{timeout}",
      name: METRIC_DB_CLIENT_CONNECTION_TIMEOUTS,
      everyMinutes: 5,
      attributes,
      sample: (moment, random) => (isCheckout ? drawPoisson(moment.incident * 8, random) : 0),
    },
    ...(isCheckout ? [waitSeries(instanceId, known.pool)] : []),
  ];
}
