import { ATTR_EXCEPTION_TYPE } from "@opentelemetry/semantic-conventions";
import { minuteMs } from "../../limits/limit.ts";
import { T18, T22 } from "../../limits/traffic-limits.ts";
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
  ownBaseline,
  reaches,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P48: Circuit breaker. */
export const circuitBreaker: PatternRecord = {
  id: "P48",
  slug: "circuit-breaker",
  family: "resilience",

  name: "Circuit breaker",
  what: "A breaker watches the calls to a dependency and, when too many fail or are slow, refuses further calls for a while. It spares the caller the waiting and gives the dependency time to recover.",
  whenToUse:
    "Use it on every edge where the failure of a callee would spread to its callers. Combine it with a timeout and a fallback.",
  grade: "direct",
  evidence: [
    metric(
      "exporter",
      [
        "resilience4j.circuitbreaker.state",
        "resilience4j.circuitbreaker.calls",
        "resilience4j.circuitbreaker.not.permitted.calls",
        "resilience4j.circuitbreaker.failure.rate",
        "resilience4j.circuitbreaker.slow.call.rate",
        "resilience4j.circuitbreaker.buffered.calls",
        "resilience4j.circuitbreaker.slow.calls",
        "resilience4j_circuitbreaker_state",
      ],
      "States: closed, open, half_open, forced_open, disabled, metrics_only. Kinds of calls: successful, failed, ignored. The last name is the Prometheus form.",
    ),
    metric(
      "exporter",
      ["resilience.polly.strategy.events", "resilience.polly.pipeline.duration"],
      "Polly; event names OnCircuitOpened, OnCircuitClosed and OnCircuitHalfOpened.",
    ),
    metric("exporter", ["hystrix.circuit.breaker.open"], "Hystrix through Micrometer."),
    metric(
      "exporter",
      [
        "circuit_breakers.<priority>.cx_open",
        "circuit_breakers.<priority>.rq_open",
        "circuit_breakers.<priority>.rq_pending_open",
        "circuit_breakers.<priority>.rq_retry_open",
        "circuit_breakers.<priority>.remaining_rq",
        "upstream_rq_pending_overflow",
      ],
      "Envoy; the remaining requests must be switched on.",
    ),
    metric("rules", ["envoy_cluster_circuit_breakers_default_rq_open"]),
    metric("collector", ["elasticsearch.breaker.tripped"], "Elasticsearch's own breakers."),
    log("docs", ["UO"], "Response flag of Istio and Envoy: the breaker overflowed."),
    log("exporter", ["CallNotPermittedException"], "resilience4j."),
    log("code", ["does not permit further calls"], "resilience4j."),
    attribute("semconv", [ATTR_EXCEPTION_TYPE]),
    log("unverified", ["BrokenCircuitException"], "Polly, as exception type."),
    traceShape(
      "The caller fails within 5 ms without a child span for a fixed time, then a few trial calls, then normal.",
    ),
  ],
  detect:
    "Breaker series exist. Without them: client calls to one peer stop completely for a fixed time while server spans of the caller still arrive and fail in less than 5 ms without a child span, then come a few trial calls, then normal traffic. It is per endpoint if the state series differ by name.",
  variants: [
    {
      name: "Breaker per dependency",
      signature: "One state series per peer, or the fast-fail gap.",
    },
    { name: "Breaker per endpoint", signature: "State series differ by name within one peer." },
  ],
  indicators: [
    indicator(
      "open-breakers",
      "Open breakers",
      "{breaker}",
      "Breakers that are open now.",
      "breakers in state open",
      { weight: 0.25, good: 0, bad: 1, limits: [T18.limits.breakerOpen] },
    ),
    indicator(
      "open-share",
      "Open time",
      "1",
      "Share of the window in which the breaker was open.",
      "time open / window",
      { weight: 0.15, good: 0, limits: [own("warning", "gt", 0.01, "1")], bad: 0.1 },
    ),
    indicator(
      "openings",
      "Openings",
      "{opening}/h",
      "Openings per hour.",
      "transitions to open per hour",
      { weight: 0.1, noLimit: ownBaseline },
    ),
    indicator(
      "rejected-share",
      "Rejected calls",
      "1",
      "Calls refused divided by all calls.",
      "not permitted / (permitted + not permitted)",
      { weight: 0.15, good: 0, limits: [own("warning", "gt", 0.01, "1")], bad: 0.1 },
    ),
    indicator(
      "failure-rate",
      "Failure rate",
      "1",
      "Failed calls divided by all, against the threshold of the breaker.",
      "failed / calls",
      { weight: 0.1, good: 0.01, limits: [T22.limits.breakerFailureRate] },
    ),
    indicator(
      "slow-call-rate",
      "Slow calls",
      "1",
      "Slow calls divided by all, against the threshold of the breaker.",
      "slow / calls",
      { weight: 0.05, good: 0.05, limits: [T22.limits.breakerSlowCallRate] },
    ),
    indicator(
      "half-open-success",
      "Success while half-open",
      "1",
      "Trial calls that succeed.",
      "successful / trial calls",
      { weight: 0.05, noLimit: ownBaseline },
    ),
    indicator(
      "recovery-time",
      "Time to recovery",
      "s",
      "Time from opening to closing; a breaker that stays half-open is stuck.",
      "closed − opened",
      { weight: 0.1, good: 60, limits: [own("warning", "gt", 600, "s")] },
    ),
    indicator(
      "fallback-share",
      "Covered by a fallback",
      "1",
      "Failed or refused calls after which the request still succeeds (P52).",
      "P(parent OK | child error or refused)",
      { weight: 0.05, good: 0.95, limits: [own("warning", "lt", 0.8, "1")], bad: 0 },
    ),
  ],
  verify: [
    verify(
      "thresholds",
      "The thresholds fit.",
      ["001"],
      "partly",
      "Openings against real outages.",
    ),
    verify("timeout", "The timeout is adequate.", ["001"], "yes", "Pile-up of durations (P51)."),
    verify("fallback", "There is a fallback.", ["001"], "yes", "Absorption ratio (P52)."),
    verify(
      "states-watched",
      "States are watched, in real time.",
      ["001"],
      "yes",
      "A state series exists; its interval.",
    ),
    verify(
      "half-open",
      "The half-open state is used.",
      ["001"],
      "yes",
      "Transitions to half-open exist.",
    ),
    verify("granular-metrics", "Metrics are granular.", ["001"], "yes", "A series per name."),
    verify(
      "adaptive-thresholds",
      "Thresholds adapt.",
      ["001"],
      "partly",
      "The failure rate at opening varies; the threshold itself is not visible.",
    ),
    verify("per-endpoint", "Breakers are per endpoint.", ["001"], "yes", "Names per route."),
  ],
  alerts: [
    threshold(
      "A breaker has been open for more than a minute.",
      crosses("open-breakers", T18.limits.breakerOpen, minuteMs),
    ),
    threshold(
      "More than 1 % of the calls are refused.",
      crosses("rejected-share", own("warning", "gt", 0.01, "1")),
    ),
    anomaly("Failures or slow calls rise below the threshold.", leavesBand("failure-rate")),
    forecast(
      "The failure rate reaches the threshold within minutes.",
      reaches("failure-rate", "gte", 0.5, 5 * minuteMs),
    ),
  ],
  capacity: {
    model: "none",
    formulae: [],
    text: "Blast radius = callers times the load lost while open; the trial load while half-open. resilience4j opens at a failure rate of 50 % or a slow-call rate of 100 % at 60 s, over a window of 100 calls and at least 100 calls, stays open for 60 s, and lets 10 trial calls through.",
  },
  actions: [
    "Fix the callee.",
    "Adjust thresholds if it opens while the callee is healthy.",
    "Add a breaker where an edge transfers failure: the caller's error rate follows the callee's with a correlation above 0.8 and the caller's latency equals the timeout.",
  ],
  visibility: [
    "Thresholds are configuration; they are inferred from behaviour.",
    "OpenTelemetry has no convention for circuit breakers; library metrics and shapes must serve.",
  ],
};
