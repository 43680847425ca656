import { metrics } from "@opentelemetry/api";
import type CircuitBreaker from "opossum";
import {
  ATTR_BREAKER_STATE,
  ATTR_RESILIENCE_KIND,
  ATTR_RESILIENCE_NAME,
  BREAKER_STATES,
  METRIC_BREAKER_CALLS,
  METRIC_BREAKER_NOT_PERMITTED,
  METRIC_BREAKER_STATE,
  METRIC_RETRY_CALLS,
} from "./library-metric-names.ts";

/** Meter of breaker and retry metrics; the history writes under the same scope. */
export const RESILIENCE_SCOPE = "shop.resilience";

/** How a call with retries ended. */
export type RetryKind =
  | "successful_without_retry"
  | "successful_with_retry"
  | "failed_without_retry"
  | "failed_with_retry";

/** Observes state, calls by outcome and refusals of an opossum breaker. */
export function observeBreaker<Input extends unknown[], Output>(
  name: string,
  breaker: CircuitBreaker<Input, Output>,
): void {
  const meter = metrics.getMeter(RESILIENCE_SCOPE);
  const labels = { [ATTR_RESILIENCE_NAME]: name };
  const calls = meter.createCounter(METRIC_BREAKER_CALLS);
  const refused = meter.createCounter(METRIC_BREAKER_NOT_PERMITTED);
  meter.createObservableGauge(METRIC_BREAKER_STATE).addCallback((result) => {
    const current = breaker.opened ? "open" : breaker.halfOpen ? "half_open" : "closed";
    for (const state of BREAKER_STATES)
      result.observe(state === current ? 1 : 0, { ...labels, [ATTR_BREAKER_STATE]: state });
  });
  breaker.on("success", () => calls.add(1, { ...labels, [ATTR_RESILIENCE_KIND]: "successful" }));
  breaker.on("failure", () => calls.add(1, { ...labels, [ATTR_RESILIENCE_KIND]: "failed" }));
  breaker.on("reject", () => refused.add(1, labels));
  refused.add(0, labels);
}

/** A counter of calls by how retrying ended. */
export function createRetryCounter(name: string): (kind: RetryKind) => void {
  const calls = metrics.getMeter(RESILIENCE_SCOPE).createCounter(METRIC_RETRY_CALLS);
  return (kind) => calls.add(1, { [ATTR_RESILIENCE_NAME]: name, [ATTR_RESILIENCE_KIND]: kind });
}
