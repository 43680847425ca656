import { getHeapStatistics } from "node:v8";
import { metrics } from "@opentelemetry/api";
import { METRIC_HEAP_SIZE_LIMIT } from "./library-metric-names.ts";

/** Meter of the heap's limit; the history writes under the same scope. */
export const HEAP_SCOPE = "shop.heap";

/** Observes how large V8 lets the heap of this process grow, in bytes. */
export function observeHeapLimit(): void {
  metrics
    .getMeter(HEAP_SCOPE)
    .createObservableGauge(METRIC_HEAP_SIZE_LIMIT, { unit: "By" })
    .addCallback((result) => result.observe(getHeapStatistics().heap_size_limit));
}
