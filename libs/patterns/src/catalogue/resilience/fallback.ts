import { ATTR_HTTP_RESPONSE_STATUS_CODE } from "@opentelemetry/semantic-conventions";
import {
  ATTR_FEATURE_FLAG_KEY,
  ATTR_FEATURE_FLAG_RESULT_REASON,
  ATTR_FEATURE_FLAG_RESULT_VARIANT,
  EVENT_FEATURE_FLAG_EVALUATION,
} from "@opentelemetry/semantic-conventions/incubating";
import {
  anomaly,
  attribute,
  indicator,
  leavesBand,
  log,
  metric,
  own,
  ownObjective,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P52: Fallback and graceful degradation. */
export const fallback: PatternRecord = {
  id: "P52",
  slug: "fallback",
  family: "resilience",
  name: "Fallback and graceful degradation",
  what: "When a dependency fails the service still answers: from a cache, with a default, or without a part. Users see less instead of an error.",
  whenToUse:
    "Use it on every edge whose answer is helpful but not essential. Practise it, because code that never runs does not work.",
  grade: "inferred",
  evidence: [
    traceShape(
      "A server span is OK although a child CLIENT span has an error, and an alternative child such as a cache or a default service follows.",
    ),
    metric("exporter", ["resilience.polly.strategy.events"], "Polly; OnFallback."),
    metric("exporter", ["rollingCountFallbackSuccess"], "Hystrix."),
    log("semconv", [EVENT_FEATURE_FLAG_EVALUATION], "Event of feature flags."),
    attribute(
      "semconv",
      [ATTR_FEATURE_FLAG_KEY, ATTR_FEATURE_FLAG_RESULT_VARIANT, ATTR_FEATURE_FLAG_RESULT_REASON],
      "Release candidates.",
    ),
    attribute("semconv", [ATTR_HTTP_RESPONSE_STATUS_CODE], "203 or 206, or a header."),
    metric(
      "exporter",
      ["coredns_cache_served_stale_total", "nginxplus_cache_stale_responses"],
      "Stale answers served.",
    ),
  ],
  detect:
    "If more than 80 % of the requests stay OK when a child fails, the edge is protected; near 0 it is a hard dependency.",
  variants: [
    { name: "Protected edge", signature: "P(parent OK | child error) above 0.8." },
    { name: "Hard dependency", signature: "P(parent OK | child error) near 0." },
  ],
  indicators: [
    indicator(
      "absorption",
      "Absorbed failures",
      "1",
      "Requests that stay OK when a child fails.",
      "P(parent OK | child error)",
      { weight: 0.4, good: 0.95, limits: [own("warning", "lt", 0.8, "1")], bad: 0 },
    ),
    indicator(
      "degraded-share",
      "Degraded answers",
      "1",
      "Answers given in degraded mode.",
      "degraded / answers",
      { weight: 0.2, noLimit: ownObjective },
    ),
    indicator(
      "reduction",
      "Reduction in degraded mode",
      "1",
      "Size or number of child spans in degraded mode divided by normal.",
      "degraded / normal",
      { weight: 0.1, noLimit: "How much may be missing is a decision of the owner." },
    ),
    indicator(
      "degraded-time",
      "Time in degraded mode",
      "s",
      "Duration of the degraded mode.",
      "end − start of the mode",
      { weight: 0.1, noLimit: ownObjective },
    ),
    indicator(
      "goodput-ratio",
      "Goodput under overload",
      "1",
      "Goodput under overload divided by the peak goodput.",
      "goodput at overload / peak goodput",
      { weight: 0.2, good: 0.9, limits: [own("warning", "lt", 0.5, "1")], bad: 0 },
    ),
  ],
  verify: [
    verify(
      "strategy",
      "A strategy for fallback is defined.",
      ["001"],
      "yes",
      "Absorption per edge.",
    ),
    verify(
      "gentle-fall",
      "Performance falls gently.",
      ["002"],
      "yes",
      "Goodput under overload divided by peak goodput.",
    ),
  ],
  alerts: [
    threshold("The degraded share is above what the owner allows."),
    anomaly("Fewer failures are absorbed than usual.", leavesBand("absorption", "below")),
  ],
  capacity: {
    model: "none",
    formulae: [],
    text: "The curve of goodput beyond saturation shows how gently the service degrades.",
  },
  actions: ["Add a fallback on hard edges."],
  visibility: ["OpenTelemetry has no convention for fallbacks."],
};
