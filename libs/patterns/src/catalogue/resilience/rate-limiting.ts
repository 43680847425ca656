import {
  ATTR_ASPNETCORE_RATE_LIMITING_RESULT,
  ATTR_HTTP_RESPONSE_HEADER,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  METRIC_ASPNETCORE_RATE_LIMITING_ACTIVE_REQUEST_LEASES,
  METRIC_ASPNETCORE_RATE_LIMITING_QUEUED_REQUESTS,
  METRIC_ASPNETCORE_RATE_LIMITING_REQUESTS,
  METRIC_ASPNETCORE_RATE_LIMITING_REQUEST_TIME_IN_QUEUE,
} from "@opentelemetry/semantic-conventions";
import {
  anomaly,
  attribute,
  forecast,
  indicator,
  leavesBand,
  log,
  metric,
  own,
  ownObjective,
  reaches,
  threshold,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P53: Rate limiting. */
export const rateLimiting: PatternRecord = {
  id: "P53",
  slug: "rate-limiting",
  family: "resilience",
  name: "Rate limiting",
  what: "Requests above an agreed rate are refused or delayed, per client or for all. It protects a service from overload and its clients from each other.",
  whenToUse:
    "Use it at the gateway for every public interface, and inside where one client could starve others.",
  grade: "direct",
  evidence: [
    metric("semconv", [
      METRIC_ASPNETCORE_RATE_LIMITING_REQUESTS,
      METRIC_ASPNETCORE_RATE_LIMITING_QUEUED_REQUESTS,
      METRIC_ASPNETCORE_RATE_LIMITING_REQUEST_TIME_IN_QUEUE,
      METRIC_ASPNETCORE_RATE_LIMITING_ACTIVE_REQUEST_LEASES,
    ]),
    attribute("semconv", [ATTR_ASPNETCORE_RATE_LIMITING_RESULT]),
    attribute(
      "semconv",
      [ATTR_HTTP_RESPONSE_STATUS_CODE, ATTR_HTTP_RESPONSE_HEADER("retry-after")],
      "429, and 503 with a time to retry after.",
    ),
    metric("exporter", [
      "nginxplus_limit_request_rejected",
      "resilience4j.ratelimiter.available.permissions",
      "resilience4j.ratelimiter.waiting_threads",
    ]),
    log(
      "docs",
      ["RL"],
      "Response flag of Envoy: rate limited. The throttles of AWS API Gateway are another sign.",
    ),
    log("semconv", ["RESOURCE_EXHAUSTED"], "gRPC status."),
  ],
  detect:
    "Answers with 429 or limiter series; or a plateau of the accepted rate per key while the offered rate exceeds it.",
  indicators: [
    indicator(
      "rejected-share",
      "Rejected requests",
      "1",
      "Requests refused divided by all, by route and client.",
      "rejected / requests",
      {
        weight: 0.35,
        noLimit: "Refusing is the purpose; what is too much is a decision of the owner.",
      },
    ),
    indicator(
      "queue-time",
      "Time in the limiter",
      "s",
      "Time requests wait for a permit.",
      "mean time in the queue",
      { weight: 0.2, noLimit: ownObjective },
    ),
    indicator(
      "client-gini",
      "Unfairness between clients",
      "1",
      "Gini coefficient of accepted requests over clients.",
      ["F4", "Gini coefficient"],
      { weight: 0.2, noLimit: "Clients may have different quotas." },
    ),
    indicator(
      "rejected-while-idle",
      "Refused while idle",
      "1",
      "Requests refused while the service was below half of its capacity: the limit is too tight.",
      "rejected at U < 0.5 / rejected",
      { weight: 0.25, good: 0, limits: [own("warning", "gt", 0.5, "1")] },
    ),
  ],
  verify: [
    verify(
      "at-gateway",
      "Limits are applied at the gateway.",
      ["004"],
      "yes",
      "429 answers end at the gateway (P59).",
    ),
  ],
  alerts: [
    threshold("The share of 429 answers is above what the owner allows."),
    anomaly("One client is refused far more than usual.", leavesBand("client-gini")),
    forecast("The forecast of offered load exceeds the limit.", reaches("rejected-share", "gt", 0)),
  ],
  capacity: {
    model: "none",
    formulae: ["F14"],
    text: "The limit must not exceed what one instance sustains times the number of instances.",
  },
  actions: ["Adjust the quota of each client."],
  visibility: ["Only ASP.NET Core has conventional metrics for rate limiting."],
};
