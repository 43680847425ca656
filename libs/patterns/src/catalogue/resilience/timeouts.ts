import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_RPC_STATUS_CODE,
} from "@opentelemetry/semantic-conventions";
import {
  ATTR_RPC_RESPONSE_STATUS_CODE,
  METRIC_DB_CLIENT_CONNECTION_TIMEOUTS,
  METRIC_FAAS_TIMEOUTS,
} from "@opentelemetry/semantic-conventions/incubating";
import { T18 } from "../../limits/traffic-limits.ts";
import {
  anomaly,
  attribute,
  crosses,
  defined,
  forecast,
  indicator,
  leavesBand,
  log,
  metric,
  own,
  ownBaseline,
  reaches,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P51: Timeouts. */
export const timeouts: PatternRecord = {
  id: "P51",
  slug: "timeouts",
  family: "resilience",
  name: "Timeouts",
  what: "A caller stops waiting after a fixed time. Without it a hanging dependency hangs all of its callers; with a wrong one, work goes on that nobody waits for.",
  whenToUse:
    "Use a timeout on every call, shorter on the inside than on the outside, and pass the remaining time along.",
  grade: "inferred",
  evidence: [
    traceShape(
      "Durations pile up at a round value such as 1, 2, 5, 10, 30 or 60 s with a timeout-like error.",
    ),
    attribute(
      "semconv",
      [
        ATTR_ERROR_TYPE,
        ATTR_RPC_STATUS_CODE,
        ATTR_RPC_RESPONSE_STATUS_CODE,
        ATTR_HTTP_RESPONSE_STATUS_CODE,
      ],
      "DEADLINE_EXCEEDED, 504 and 408; the second status name is the one that has been released.",
    ),
    metric("semconv", [METRIC_DB_CLIENT_CONNECTION_TIMEOUTS, METRIC_FAAS_TIMEOUTS]),
    metric("exporter", ["upstream_rq_timeout", "upstream_rq_per_try_timeout"], "Envoy."),
    log("docs", ["UT"], "Response flag of Envoy: timeout."),
    log("semconv", ["DEADLINE_EXCEEDED"], "gRPC status."),
    metric("exporter", ["resilience4j.timelimiter.calls"]),
    metric("exporter", ["resilience.polly.strategy.events"], "Polly; OnTimeout."),
  ],
  detect:
    "At least 1 % of the errors lie within ±2 % of one duration. No timeout: spans far beyond 60 s, or client spans that end only with the connection.",
  variants: [
    { name: "Timeout", signature: "At least 1 % of the errors within ±2 % of one duration." },
    {
      name: "No timeout",
      signature: "Spans far beyond 60 s, or client spans that end only with the connection.",
    },
  ],
  indicators: [
    indicator(
      "timeout-share",
      "Timeouts",
      "1",
      "Calls that time out divided by all calls.",
      "timeouts / calls",
      { weight: 0.35, good: 0, limits: [T18.limits.upstreamTimeouts] },
    ),
    indicator(
      "timeout-rate",
      "Timeouts per second",
      "{timeout}/s",
      "Calls that time out per second.",
      "increase of timeouts per second",
      { weight: 0.1, noLimit: ownBaseline },
    ),
    indicator(
      "budget-order",
      "Budget order",
      "1",
      "Timeout of the caller divided by timeout of the callee with its retries; below 1 the caller gives up first.",
      "caller timeout / (callee timeout × attempts)",
      { weight: 0.25, good: 1.2, limits: [defined("warning", "lte", 1, "1")], bad: 0.5 },
    ),
    indicator(
      "orphan-work",
      "Orphan work",
      "1",
      "Callee spans that end after their caller gave up.",
      "callee spans ending after the caller / callee spans",
      { weight: 0.2, good: 0, limits: [own("warning", "gt", 0.01, "1")], bad: 0.05 },
    ),
    indicator(
      "p99-of-timeout",
      "p99 of the timeout",
      "1",
      "p99 of the duration divided by the timeout.",
      "p99 / timeout",
      { weight: 0.1, good: 0.3, limits: [own("warning", "gt", 0.8, "1")], bad: 1 },
    ),
  ],
  verify: [
    verify(
      "adequate",
      "Timeouts are adequate.",
      ["001"],
      "yes",
      "Pile-up of durations, budget order, orphan work.",
    ),
  ],
  alerts: [
    threshold(
      "More than 5 % of the calls time out.",
      crosses("timeout-share", T18.limits.upstreamTimeouts),
    ),
    anomaly("A new pile-up of durations appeared.", leavesBand("timeout-rate")),
    forecast("p99 grows towards the timeout.", reaches("p99-of-timeout", "gte", 1)),
  ],
  capacity: {
    model: "little",
    formulae: ["F7"],
    text: "Calls in flight at worst = rate times timeout.",
  },
  actions: ["Pass the deadline along the chain."],
  visibility: ["Timeouts are configuration; they are inferred from pile-ups."],
};
