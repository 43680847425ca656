import {
  ATTR_HTTP_REQUEST_RESEND_COUNT,
  METRIC_RPC_CLIENT_CALL_DURATION,
} from "@opentelemetry/semantic-conventions";
import { ATTR_MESSAGING_GCP_PUBSUB_MESSAGE_DELIVERY_ATTEMPT } from "@opentelemetry/semantic-conventions/incubating";
import { T17 } from "../../limits/traffic-limits.ts";
import {
  anomaly,
  attribute,
  crosses,
  forecast,
  indicator,
  leavesBand,
  log,
  metric,
  own,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P50: Retry. */
export const retry: PatternRecord = {
  id: "P50",
  slug: "retry",
  family: "resilience",
  name: "Retry",
  what: "A failed call is tried again, ideally after a growing and random pause. It hides short failures, and it multiplies load exactly when the callee has the least to spare.",
  whenToUse:
    "Use it for safe operations and short failures, on one layer only, with a budget. Prefer a breaker where failures last.",
  grade: "direct",
  evidence: [
    attribute(
      "semconv",
      [ATTR_HTTP_REQUEST_RESEND_COUNT],
      "On CLIENT spans; it also counts redirects and resends for authentication.",
    ),
    metric("semconv", [METRIC_RPC_CLIENT_CALL_DURATION]),
    metric(
      "exporter",
      [
        "grpc.client.attempt.started",
        "grpc.client.call.retries",
        "grpc.client.call.transparent_retries",
        "grpc.client.call.hedges",
      ],
      "Attempts against calls.",
    ),
    metric(
      "exporter",
      ["resilience4j.retry.calls"],
      "Kinds successful_without_retry, successful_with_retry, failed_without_retry, failed_with_retry.",
    ),
    metric(
      "exporter",
      ["resilience.polly.strategy.events", "resilience.polly.strategy.attempt.duration"],
      "Polly; OnRetry, and attempt.number.",
    ),
    metric(
      "exporter",
      [
        "upstream_rq_retry",
        "upstream_rq_retry_success",
        "upstream_rq_retry_overflow",
        "upstream_rq_retry_limit_exceeded",
      ],
      "Envoy.",
    ),
    metric("collector-2026", ["haproxy.connections.retries", "haproxy.requests.redispatched"]),
    metric("exporter", [
      "traefik_service_retries_total",
      "kafka.producer.record_retry_rate",
      "celery_task_retried_total",
    ]),
    attribute("semconv", [ATTR_MESSAGING_GCP_PUBSUB_MESSAGE_DELIVERY_ATTEMPT]),
    log("docs", ["URX"], "Response flag of Envoy: retries exhausted."),
    traceShape(
      "CLIENT siblings with the same method, route and peer, the earlier ones in error, with growing gaps.",
    ),
  ],
  detect: "A resend count of at least 1, more attempts than calls, or the sibling shape.",
  indicators: [
    indicator(
      "amplification",
      "Amplification",
      "1",
      "Attempts divided by first attempts; over several layers the product.",
      ["F15", "attempts / first attempts"],
      { weight: 0.3, good: 1.02, limits: [own("warning", "gt", 1.2, "1")], bad: 2 },
    ),
    indicator(
      "retry-share",
      "Retried calls",
      "1",
      "Retries divided by calls; budgets of 10 to 20 % are common but not verified.",
      "retries / calls",
      { weight: 0.2, good: 0.01, limits: [own("warning", "gt", 0.2, "1")] },
    ),
    indicator(
      "retry-rate",
      "Retries at the balancer",
      "{retry}/s",
      "Retries per second of a balancer.",
      "increase of retries per second",
      { weight: 0.05, good: 0, limits: [T17.limits.retries] },
    ),
    indicator(
      "retry-success",
      "Success after retry",
      "1",
      "Retried calls that succeed in the end.",
      "successful with retry / retried",
      { weight: 0.1, noLimit: "A low value means that retrying does not help here." },
    ),
    indicator(
      "backoff-ratio",
      "Back-off",
      "1",
      "Ratio of one gap to the gap before; 1.5 or more is exponential, and its spread is the jitter.",
      "median of gapᵢ₊₁ / gapᵢ",
      { weight: 0.1, good: 2, limits: [own("warning", "lt", 1.5, "1")], bad: 1 },
    ),
    indicator(
      "unsafe-retries",
      "Retried unsafe methods",
      "1",
      "Retries of methods that are not idempotent, such as POST.",
      "retried POST / retries",
      { weight: 0.15, good: 0, limits: [own("warning", "gt", 0, "1")], bad: 0.1 },
    ),
    indicator(
      "retrying-layers",
      "Retrying layers",
      "{service}",
      "Services on one path that retry.",
      "services with retries on the path",
      { weight: 0.1, good: 1, limits: [own("warning", "gte", 2, "{service}")], bad: 3 },
    ),
  ],
  verify: [
    verify(
      "bounded",
      "Retries are bounded.",
      ["002"],
      "yes",
      "Largest number of attempts, and the share of retries.",
    ),
  ],
  alerts: [
    threshold(
      "More than 20 % of the calls are retried.",
      crosses("retry-share", own("warning", "gt", 0.2, "1")),
    ),
    anomaly("Amplification spikes.", leavesBand("amplification")),
    forecast("Forecast load times amplification exceeds the capacity."),
  ],
  capacity: {
    model: "erlang",
    formulae: ["F15", "F8"],
    text: "The effective load is λ' = λ·A; the callee is unstable when λ'·E[S] ≥ c. resilience4j makes 3 attempts with 500 ms between them.",
  },
  actions: ["Set a retry budget.", "Add jitter.", "Retry on one layer only.", "Add a breaker."],
  visibility: [
    "One attribute counts retries, redirects and resends for authentication; the status of the previous attempt tells them apart.",
  ],
};
