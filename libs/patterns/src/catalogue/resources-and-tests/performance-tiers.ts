import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  METRIC_DB_CLIENT_OPERATION_DURATION,
  METRIC_HTTP_SERVER_REQUEST_DURATION,
  METRIC_RPC_SERVER_CALL_DURATION,
} from "@opentelemetry/semantic-conventions";
import { METRIC_MESSAGING_PROCESS_DURATION } from "@opentelemetry/semantic-conventions/incubating";
import { T8 } from "../../limits/kubernetes-limits.ts";
import { T29 } from "../../limits/stream-limits.ts";
import {
  anomaly,
  attribute,
  crosses,
  forecast,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  threshold,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P70: Latency, throughput, availability, reliability and efficiency tiers. */
export const performanceTiers: PatternRecord = {
  id: "P70",
  slug: "performance-tiers",
  family: "resources-and-tests",
  name: "Latency, throughput, availability, reliability and efficiency tiers",
  what: "The results users and owners see, put into tiers: how fast, how much, how often available, how steady, and at what effort. They are what all the other patterns are for.",
  whenToUse:
    "Use it as the summary of a service, and to see whether its patterns deliver what is expected of them.",
  grade: "direct",
  evidence: [
    metric(
      "semconv",
      [
        METRIC_HTTP_SERVER_REQUEST_DURATION,
        METRIC_RPC_SERVER_CALL_DURATION,
        METRIC_DB_CLIENT_OPERATION_DURATION,
        METRIC_MESSAGING_PROCESS_DURATION,
      ],
      "HTTP and database are stable, RPC is a release candidate.",
    ),
    attribute("semconv", [ATTR_ERROR_TYPE, ATTR_HTTP_RESPONSE_STATUS_CODE]),
    metric(
      "code",
      ["traces.span.metrics.calls", "traces.span.metrics.duration"],
      "Span metrics of the collector.",
    ),
    metric("collector", ["calls", "duration"], "Older names of span metrics."),
  ],
  detect: "Per service and route.",
  indicators: [
    indicator(
      "latency-p95",
      "Latency",
      "s",
      "p95 of request time; p50 and p99 are shown beside it.",
      "p95 of server time",
      {
        weight: 0.3,
        good: 0.1,
        limits: [
          T29.limits.latencyVeryLow,
          T29.limits.latencyLow,
          T29.limits.latencyMedium,
          T29.limits.latencyAcceptable,
        ],
      },
    ),
    indicator(
      "throughput",
      "Throughput",
      "{request}/s",
      "Requests per second.",
      "requests per second",
      {
        weight: 0.05,
        noLimit:
          "Little traffic is not ill health; the tier is compared with what the patterns in use promise.",
      },
    ),
    indicator("availability", "Availability", "1", "Share of good answers.", "1 − bad / total", {
      weight: 0.25,
      good: 0.9999,
      limits: [
        T29.limits.availabilityHighest,
        T29.limits.availabilityHigh,
        T29.limits.availabilityMedium,
        T29.limits.availabilityLow,
      ],
      bad: 0.99,
    }),
    indicator(
      "burn-rate",
      "Burn rate",
      "1",
      "Speed at which the error budget is used; 1 uses it up exactly.",
      ["F6", "bad ratio / (1 − objective)"],
      {
        weight: 0.25,
        good: 1,
        limits: [T8.limits.ticketFast, T8.limits.pageSlow, T8.limits.pageFast],
      },
    ),
    indicator(
      "latency-cv",
      "Unsteadiness",
      "1",
      "Coefficient of variation of latency over days.",
      ["F4", "σ/μ of daily p95"],
      { weight: 0.1, good: 0.1, limits: [own("warning", "gt", 0.5, "1")] },
    ),
    indicator(
      "work-per-core",
      "Efficiency",
      "{request}/s",
      "Requests per second and CPU core in use.",
      "requests / CPU seconds",
      { weight: 0.05, noLimit: ownBaseline },
    ),
  ],
  verify: [
    verify(
      "meets-tier",
      "Each service meets the tier that is expected of its strongest pattern, or the finding says why not.",
      ["001", "002"],
      "yes",
      "Measured latency, throughput and availability against the expected tiers.",
    ),
  ],
  alerts: [
    threshold(
      "The error budget burns more than 14.4 times too fast over 1 hour and 5 minutes.",
      crosses("burn-rate", T8.limits.pageFast),
      "critical",
    ),
    threshold(
      "The error budget burns more than 6 times too fast over 6 hours and 30 minutes.",
      crosses("burn-rate", T8.limits.pageSlow),
      "critical",
    ),
    threshold(
      "The error budget burns more than 3 times too fast over 1 day and 2 hours.",
      crosses("burn-rate", T8.limits.ticketFast),
    ),
    threshold(
      "The error budget burns faster than it lasts over 3 days and 6 hours.",
      crosses("burn-rate", T8.limits.ticketSlow),
    ),
    anomaly("Latency is above its band.", leavesBand("latency-p95")),
    forecast("The error budget is exhausted: what remains divided by the burn rate."),
  ],
  capacity: { model: "erlang", formulae: ["F8"], text: "The queue model at the latency target." },
  actions: ["Follow the link to the pattern with the worst score on the critical path."],
  visibility: [
    "Objectives are set by the user; without one the tiers of the requirement documents stand in.",
  ],
};
