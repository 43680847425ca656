import type { AnomalyRule, ForecastRule, Signal } from "./rule.ts";

const MINUTE_MS = 60_000;

const base = {
  name: "Checkout",
  description: "",
  enabled: true,
  signal: { type: "red", measure: "p95", service: "checkout", groupBy: [] } satisfies Signal,
  windowMs: MINUTE_MS,
  intervalMs: MINUTE_MS,
  evalDelayMs: 0,
  forMs: 0,
  keepFiringForMs: 0,
  noData: "hold",
  severity: "warning",
  labels: {},
  annotations: {},
  channelIds: [],
  escalationPolicyId: null,
} as const;

/** An anomaly rule for tests, evaluated every minute. */
export const anomalyRule: AnomalyRule = {
  ...base,
  kind: "anomaly",
  condition: {
    direction: "both",
    sensitivity: 0.5,
    triggerWindowMs: 5 * MINUTE_MS,
    triggerShare: 0.6,
    repeats: "quiet",
  },
};

/** A forecast rule for tests: 100 within a day, at even odds. */
export const forecastRule: ForecastRule = {
  ...base,
  kind: "forecast",
  signal: {
    type: "metric",
    metric: "db.client.connection.count",
    aggregation: "max",
    filters: [],
    groupBy: [],
  },
  intervalMs: 5 * MINUTE_MS,
  condition: {
    comparison: "above",
    limit: { type: "constant", value: 100 },
    horizonMs: 24 * 60 * MINUTE_MS,
    probability: 0.5,
  },
};

/** Numbers in [0, 1) from a seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
