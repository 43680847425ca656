import { describe, expect, it } from "vitest";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { AttemptEvidence } from "../evidence/span-evidence.ts";
import { counter, histogram, sketchShape, sketchSnapshot, withMetrics } from "./fixtures.ts";
import { recogniseRetries } from "./retry.ts";

function attempts(parts: Partial<AttemptEvidence> = {}): EvidenceSnapshot {
  const own: AttemptEvidence = {
    calls: 100,
    attempts: 120,
    resends: 0,
    resendsAfterRedirect: 0,
    failedFirstShare: 0.9,
    overlapShare: 0,
    maxAttempts: 3,
    ...parts,
  };
  return sketchSnapshot({
    shapes: [sketchShape({ name: "POST", peerService: "payments", attempts: own })],
  });
}

describe("retry (P50)", () => {
  const sources: readonly (readonly [string, EvidenceSnapshot, string])[] = [
    [
      "resilience4j, though nothing was retried",
      withMetrics(
        counter("resilience4j.retry.calls", 9, {
          name: "payments",
          kind: "successful_without_retry",
        }),
      ),
      "payments",
    ],
    [
      "resilience4j for Prometheus",
      withMetrics(
        counter("resilience4j_retry_calls_total", 9, {
          name: "payments",
          kind: "failed_without_retry",
        }),
      ),
      "payments",
    ],
    [
      "Polly",
      withMetrics(
        counter("resilience.polly.strategy.events", 2, {
          "event.name": "OnRetry",
          "pipeline.name": "payments",
        }),
      ),
      "payments",
    ],
    [
      "gRPC's retries",
      withMetrics(counter("grpc.client.call.retries", 2, { "grpc.target": "payments" })),
      "payments",
    ],
    [
      "gRPC's attempts",
      withMetrics(
        counter("grpc.client.attempt.started", 120),
        histogram("grpc.client.call.duration", 0.1),
      ),
      "checkout",
    ],
    [
      "Envoy",
      withMetrics(
        counter("envoy_cluster_upstream_rq_retry", 4, { envoy_cluster_name: "payments" }),
      ),
      "payments",
    ],
    [
      "the HAProxy receiver",
      withMetrics(counter("haproxy.connections.retries", 4, { "haproxy.proxy_name": "web" })),
      "web",
    ],
    [
      "Traefik",
      withMetrics(counter("traefik_service_retries_total", 4, { service: "web@file" })),
      "web@file",
    ],
    ["the resend count of spans", attempts({ resends: 20 }), "payments"],
    ["equal siblings after failures", attempts(), "payments"],
  ];
  it.each(sources)("recognises %s", (_source, snapshot, subject) => {
    expect(recogniseRetries(snapshot).map((one) => one.subject)).toEqual([subject]);
  });

  const lookAlikes: readonly (readonly [string, EvidenceSnapshot])[] = [
    ["redirects", attempts({ resends: 20, resendsAfterRedirect: 20, failedFirstShare: 0 })],
    ["hedged calls", attempts({ overlapShare: 0.9 })],
    ["N+1 siblings that all succeed", attempts({ failedFirstShare: 0 })],
    [
      "a proxy that never retried",
      withMetrics(
        counter("envoy_cluster_upstream_rq_retry", 0, { envoy_cluster_name: "payments" }),
      ),
    ],
    [
      "as many attempts as calls",
      withMetrics(
        counter("grpc.client.attempt.started", 100),
        histogram("grpc.client.call.duration", 0.1),
      ),
    ],
    [
      "a circuit breaker",
      withMetrics(counter("resilience4j.circuitbreaker.calls", 9, { name: "x", kind: "failed" })),
    ],
  ];
  it.each(lookAlikes)("rejects %s", (_name, snapshot) => {
    expect(recogniseRetries(snapshot)).toEqual([]);
  });
});
