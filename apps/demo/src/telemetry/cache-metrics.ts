import { metrics } from "@opentelemetry/api";
import {
  ATTR_CACHE,
  ATTR_CACHE_RESULT,
  METRIC_CACHE_EVICTIONS,
  METRIC_CACHE_GETS,
  METRIC_CACHE_LOAD_DURATION,
  METRIC_CACHE_PUTS,
  METRIC_CACHE_SIZE,
} from "./library-metric-names.ts";

/** Meter of the cache metrics; the history writes under the same scope. */
export const CACHE_SCOPE = "shop.cache";

/** Recorders of one cache. */
export type CacheMetrics = {
  readonly countGet: (result: "hit" | "miss") => void;
  readonly countPut: () => void;
  readonly countEviction: () => void;
  readonly recordLoad: (seconds: number) => void;
};

/** Observes a cache by name; `size` is asked at every collection. */
export function observeCache(name: string, size: () => number): CacheMetrics {
  const meter = metrics.getMeter(CACHE_SCOPE);
  const labels = { [ATTR_CACHE]: name };
  const gets = meter.createCounter(METRIC_CACHE_GETS);
  const puts = meter.createCounter(METRIC_CACHE_PUTS);
  const evictions = meter.createCounter(METRIC_CACHE_EVICTIONS);
  const load = meter.createHistogram(METRIC_CACHE_LOAD_DURATION, {
    unit: "s",
    advice: {
      explicitBucketBoundaries: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    },
  });
  meter
    .createObservableGauge(METRIC_CACHE_SIZE)
    .addCallback((result) => result.observe(size(), labels));
  evictions.add(0, labels);
  return {
    countGet: (result) => gets.add(1, { ...labels, [ATTR_CACHE_RESULT]: result }),
    countPut: () => puts.add(1, labels),
    countEviction: () => evictions.add(1, labels),
    recordLoad: (seconds) => load.record(seconds, labels),
  };
}
