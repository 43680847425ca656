import { ATTR_EVENT_NAME } from "@opentelemetry/semantic-conventions/incubating";
import { named, signal } from "../signal.ts";

/** Labels that name a circuit breaker. */
export const breakerKeys = [
  "name",
  "circuitbreaker",
  "circuit_breaker",
  "strategy.name",
  "envoy_cluster_name",
  "envoy.cluster_name",
  "key",
];

/** Labels that name a retry policy. */
export const retryKeys = [
  "name",
  "pipeline.name",
  "envoy_cluster_name",
  "haproxy.proxy_name",
  "service",
  "grpc.target",
];

const breakerState = "resilience4j.circuitbreaker.state";
const breakerCalls = "resilience4j.circuitbreaker.calls";
const pollyEvents = "resilience.polly.strategy.events";

/** Signals of circuit breakers: resilience4j, Polly, Hystrix, and Envoy's per cluster. */
export const breakerSignals = {
  open: signal(
    "breaker.open",
    "{breaker}",
    named(breakerState, "state", ["open", "forced_open"]),
    "hystrix.circuit.breaker.open",
    "envoy_cluster_circuit_breakers_default_rq_open",
    "envoy_cluster_circuit_breakers_default_cx_open",
    "envoy_cluster_circuit_breakers_default_rq_pending_open",
  ),
  halfOpen: signal("breaker.half-open", "{breaker}", named(breakerState, "state", ["half_open"])),
  closed: signal("breaker.closed", "{breaker}", named(breakerState, "state", ["closed"])),
  opened: signal(
    "breaker.opened",
    "{event}",
    named(pollyEvents, ATTR_EVENT_NAME, ["oncircuitopened"]),
  ),
  reclosed: signal(
    "breaker.reclosed",
    "{event}",
    named(pollyEvents, ATTR_EVENT_NAME, ["oncircuitclosed", "oncircuithalfopened"]),
  ),
  successful: signal("breaker.successful", "{call}", named(breakerCalls, "kind", ["successful"])),
  failed: signal("breaker.failed", "{call}", named(breakerCalls, "kind", ["failed"])),
  notPermitted: signal(
    "breaker.not-permitted",
    "{call}",
    "resilience4j.circuitbreaker.not.permitted.calls",
    "envoy_cluster_upstream_rq_pending_overflow",
  ),
  failureRate: signal("breaker.failure-rate", "%", "resilience4j.circuitbreaker.failure.rate"),
  slowCallRate: signal("breaker.slow-call-rate", "%", "resilience4j.circuitbreaker.slow.call.rate"),
};

const retryCalls = "resilience4j.retry.calls";

/** Signals of retries: libraries, gRPC, proxies, Kafka producers and Celery. */
export const retrySignals = {
  firstTime: signal(
    "retry.first-time",
    "{call}",
    named(retryCalls, "kind", ["successful_without_retry", "failed_without_retry"]),
  ),
  succeeded: signal(
    "retry.succeeded",
    "{call}",
    named(retryCalls, "kind", ["successful_with_retry"]),
    "envoy_cluster_upstream_rq_retry_success",
  ),
  exhausted: signal(
    "retry.exhausted",
    "{call}",
    named(retryCalls, "kind", ["failed_with_retry"]),
    "envoy_cluster_upstream_rq_retry_limit_exceeded",
  ),
  /** Retries counted one by one; a zero does not show that anything is set to retry. */
  retries: signal(
    "retry.retries",
    "{retry}",
    named(pollyEvents, ATTR_EVENT_NAME, ["onretry"]),
    "grpc.client.call.retries",
    "envoy_cluster_upstream_rq_retry",
    "haproxy.connections.retries",
    "haproxy.requests.redispatched",
    "traefik_service_retries_total",
    "kafka.producer.record_retry_rate",
    "celery_task_retried_total",
  ),
  attempts: signal("retry.attempts", "{attempt}", "grpc.client.attempt.started"),
  grpcCalls: signal("retry.grpc-calls", "s", "grpc.client.call.duration"),
  calls: signal("retry.calls", "{call}", "envoy_cluster_upstream_rq_total"),
};
