import { metrics } from "@opentelemetry/api";
import {
  ATTR_DB_CLIENT_CONNECTION_POOL_NAME,
  ATTR_DB_CLIENT_CONNECTION_STATE,
  DB_CLIENT_CONNECTION_STATE_VALUE_IDLE,
  DB_CLIENT_CONNECTION_STATE_VALUE_USED,
  METRIC_DB_CLIENT_CONNECTION_COUNT,
  METRIC_DB_CLIENT_CONNECTION_CREATE_TIME,
  METRIC_DB_CLIENT_CONNECTION_IDLE_MAX,
  METRIC_DB_CLIENT_CONNECTION_MAX,
  METRIC_DB_CLIENT_CONNECTION_PENDING_REQUESTS,
  METRIC_DB_CLIENT_CONNECTION_TIMEOUTS,
  METRIC_DB_CLIENT_CONNECTION_USE_TIME,
  METRIC_DB_CLIENT_CONNECTION_WAIT_TIME,
} from "@opentelemetry/semantic-conventions/incubating";
import type { Pool } from "pg";

/** Meter of the pool metrics; the history writes under the same scope. */
export const POOL_SCOPE = "shop.pool";

/** Records of one pool's events; durations in seconds. */
export type PoolMetrics = {
  readonly recordWait: (seconds: number) => void;
  readonly recordUse: (seconds: number) => void;
  readonly recordCreate: (seconds: number) => void;
  readonly countTimeout: () => void;
};

/** Bucket bounds of the pool durations in seconds. */
export const POOL_BOUNDS_S = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
];

/** Observes a pool under the `db.client.connection.*` conventions and returns the recorders for its events. */
export function observePool(name: string, pool: Pool, max: number): PoolMetrics {
  const meter = metrics.getMeter(POOL_SCOPE);
  const labels = { [ATTR_DB_CLIENT_CONNECTION_POOL_NAME]: name };
  const advice = { explicitBucketBoundaries: POOL_BOUNDS_S };
  const wait = meter.createHistogram(METRIC_DB_CLIENT_CONNECTION_WAIT_TIME, { unit: "s", advice });
  const use = meter.createHistogram(METRIC_DB_CLIENT_CONNECTION_USE_TIME, { unit: "s", advice });
  const create = meter.createHistogram(METRIC_DB_CLIENT_CONNECTION_CREATE_TIME, {
    unit: "s",
    advice,
  });
  const timeouts = meter.createCounter(METRIC_DB_CLIENT_CONNECTION_TIMEOUTS, { unit: "{timeout}" });
  meter
    .createObservableUpDownCounter(METRIC_DB_CLIENT_CONNECTION_COUNT, { unit: "{connection}" })
    .addCallback((result) => {
      result.observe(pool.idleCount, {
        ...labels,
        [ATTR_DB_CLIENT_CONNECTION_STATE]: DB_CLIENT_CONNECTION_STATE_VALUE_IDLE,
      });
      const used = pool.totalCount - pool.idleCount;
      result.observe(used, {
        ...labels,
        [ATTR_DB_CLIENT_CONNECTION_STATE]: DB_CLIENT_CONNECTION_STATE_VALUE_USED,
      });
    });
  for (const metric of [METRIC_DB_CLIENT_CONNECTION_MAX, METRIC_DB_CLIENT_CONNECTION_IDLE_MAX]) {
    meter
      .createObservableUpDownCounter(metric, { unit: "{connection}" })
      .addCallback((result) => result.observe(max, labels));
  }
  meter
    .createObservableUpDownCounter(METRIC_DB_CLIENT_CONNECTION_PENDING_REQUESTS, {
      unit: "{request}",
    })
    .addCallback((result) => result.observe(pool.waitingCount, labels));
  timeouts.add(0, labels);
  return {
    recordWait: (seconds) => wait.record(seconds, labels),
    recordUse: (seconds) => use.record(seconds, labels),
    recordCreate: (seconds) => create.record(seconds, labels),
    countTimeout: () => timeouts.add(1, labels),
  };
}
