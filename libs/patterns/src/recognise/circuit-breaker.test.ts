import { describe, expect, it } from "vitest";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { FastFailGap } from "../evidence/topology-evidence.ts";
import { recogniseCircuitBreakers } from "./circuit-breaker.ts";
import { counter, gauge, sketchSnapshot, testWindow, withMetrics } from "./fixtures.ts";

const { startMs } = testWindow;

function gap(parts: Partial<FastFailGap> = {}): FastFailGap {
  return {
    peer: "payments",
    startMs,
    endMs: startMs + 30_000,
    requests: 50,
    fastFailShare: 0.95,
    validationShare: 0,
    trialCalls: 3,
    ...parts,
  };
}

describe("circuit breaker (P48)", () => {
  const sources: readonly (readonly [string, EvidenceSnapshot, string])[] = [
    [
      "resilience4j",
      withMetrics(
        gauge("resilience4j.circuitbreaker.state", 1, { name: "payments", state: "closed" }),
        counter("resilience4j.circuitbreaker.calls", 9, { name: "payments", kind: "successful" }),
      ),
      "payments",
    ],
    [
      "resilience4j for Prometheus",
      withMetrics(
        gauge("resilience4j_circuitbreaker_state", 0, { name: "payments", state: "open" }),
      ),
      "payments",
    ],
    [
      "resilience4j's calls for Prometheus",
      withMetrics(
        counter("resilience4j_circuitbreaker_calls_total", 9, { name: "payments", kind: "failed" }),
      ),
      "payments",
    ],
    [
      "Polly",
      withMetrics(
        counter("resilience.polly.strategy.events", 2, {
          "event.name": "OnCircuitOpened",
          "strategy.name": "payments",
        }),
      ),
      "payments",
    ],
    [
      "Hystrix",
      withMetrics(gauge("hystrix.circuit.breaker.open", 0, { key: "payments" })),
      "payments",
    ],
    [
      "Envoy",
      withMetrics(
        gauge("envoy_cluster_circuit_breakers_default_rq_open", 0, {
          envoy_cluster_name: "payments",
        }),
      ),
      "payments",
    ],
    [
      "log records of refused calls",
      sketchSnapshot({ logs: [{ fragment: "CallNotPermittedException", count: 4 }] }),
      "checkout",
    ],
    [
      "calls that stop while requests fail at once",
      sketchSnapshot({
        gaps: [gap(), gap({ startMs: startMs + 90_000, endMs: startMs + 120_000 })],
      }),
      "payments",
    ],
  ];
  it.each(sources)("recognises %s", (_source, snapshot, subject) => {
    expect(recogniseCircuitBreakers(snapshot).map((one) => one.subject)).toEqual([subject]);
  });

  const lookAlikes: readonly (readonly [string, EvidenceSnapshot])[] = [
    ["a breaker of electricity", withMetrics(gauge("building.breaker.state", 1, { name: "main" }))],
    [
      "resilience4j's bulkhead and limiter",
      withMetrics(
        gauge("resilience4j.bulkhead.available.concurrent.calls", 9, { name: "x" }),
        gauge("resilience4j.ratelimiter.available.permissions", 9, { name: "x" }),
      ),
    ],
    [
      "resilience4j's retries",
      withMetrics(
        counter("resilience4j.retry.calls", 9, { name: "x", kind: "successful_without_retry" }),
      ),
    ],
    [
      "Polly's retries",
      withMetrics(counter("resilience.polly.strategy.events", 2, { "event.name": "OnRetry" })),
    ],
    ["failures that clients cause", sketchSnapshot({ gaps: [gap({ validationShare: 0.9 })] })],
    ["a callee that nobody asked", sketchSnapshot({ gaps: [gap({ requests: 0 })] })],
    ["a callee that is gone for good", sketchSnapshot({ gaps: [gap({ trialCalls: 0 })] })],
    ["requests that fail slowly", sketchSnapshot({ gaps: [gap({ fastFailShare: 0.1 })] })],
  ];
  it.each(lookAlikes)("rejects %s", (_name, snapshot) => {
    expect(recogniseCircuitBreakers(snapshot)).toEqual([]);
  });
});
