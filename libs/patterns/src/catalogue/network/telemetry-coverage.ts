import {
  ATTR_SERVICE_INSTANCE_ID,
  ATTR_SERVICE_NAME,
  ATTR_TELEMETRY_DISTRO_NAME,
  ATTR_TELEMETRY_SDK_LANGUAGE,
} from "@opentelemetry/semantic-conventions";
import {
  ATTR_OTEL_SPAN_SAMPLING_RESULT,
  METRIC_OTEL_SDK_EXPORTER_SPAN_EXPORTED,
  METRIC_OTEL_SDK_PROCESSOR_SPAN_QUEUE_SIZE,
  METRIC_OTEL_SDK_SPAN_STARTED,
} from "@opentelemetry/semantic-conventions/incubating";
import { T28 } from "../../limits/traffic-limits.ts";
import {
  attribute,
  crosses,
  indicator,
  log,
  metric,
  own,
  ownBaseline,
  required,
  resource,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P62: Telemetry coverage of a service. */
export const telemetryCoverage: PatternRecord = {
  id: "P62",
  slug: "telemetry-coverage",
  family: "network",
  name: "Telemetry coverage of a service",
  what: "How much of a service can be seen at all: traces, metrics, logs, and how complete they are. Every other verdict is only as good as the telemetry under it.",
  whenToUse:
    "Look here first when another record is uncertain. Its result multiplies the confidence of every other verdict.",
  grade: "direct",
  evidence: [
    resource("semconv", [
      ATTR_SERVICE_NAME,
      ATTR_SERVICE_INSTANCE_ID,
      ATTR_TELEMETRY_SDK_LANGUAGE,
      ATTR_TELEMETRY_DISTRO_NAME,
    ]),
    traceShape("Spans whose parent is missing."),
    log("semconv", ["trace_id"], "Share of the log records that carry a trace id."),
    metric(
      "semconv",
      [
        METRIC_OTEL_SDK_SPAN_STARTED,
        METRIC_OTEL_SDK_PROCESSOR_SPAN_QUEUE_SIZE,
        METRIC_OTEL_SDK_EXPORTER_SPAN_EXPORTED,
      ],
      "Metrics of the SDK about itself, in development.",
    ),
    attribute("semconv", [ATTR_OTEL_SPAN_SAMPLING_RESULT], "Or the trace state."),
    metric(
      "exporter",
      [
        "otelcol_exporter_queue_size",
        "otelcol_exporter_queue_capacity",
        "otelcol_receiver_refused_spans",
        "otelcol_exporter_send_failed_spans",
      ],
      "Collector.",
    ),
  ],
  detect: "Always.",
  indicators: [
    indicator(
      "signals",
      "Signals",
      "{signal}",
      "Traces, metrics and logs that the service sends.",
      "count of signals with data",
      { weight: 0.3, good: 3, bad: 0, limits: [required("warning", "lt", 3, "{signal}")] },
    ),
    indicator(
      "orphan-share",
      "Orphan spans",
      "1",
      "Spans whose parent is missing.",
      "spans with missing parent / spans",
      { weight: 0.2, good: 0, limits: [own("warning", "gt", 0.05, "1")], bad: 0.3 },
    ),
    indicator(
      "sampling-ratio",
      "Sampling ratio",
      "1",
      "Share of traces that are kept.",
      "kept / started",
      { weight: 0.05, noLimit: "A low ratio is a choice; it lowers confidence." },
    ),
    indicator(
      "clock-skew",
      "Clock skew",
      "s",
      "How far child spans lie outside their parents.",
      "median of the overhang of children",
      { weight: 0.1, good: 0, limits: [own("warning", "gt", 1, "s")] },
    ),
    indicator(
      "stale-series",
      "Stale series",
      "1",
      "Series that ended without their instance ending.",
      "stale / series",
      { weight: 0.1, noLimit: ownBaseline },
    ),
    indicator(
      "trace-linked-logs",
      "Logs with a trace",
      "1",
      "Log records that carry a trace id.",
      "records with trace id / records",
      { weight: 0.1, good: 0.9, limits: [own("info", "lt", 0.5, "1")], bad: 0 },
    ),
    indicator(
      "exporter-queue",
      "Queue of the exporter",
      "1",
      "Length of an exporter queue divided by its capacity.",
      ["F1", "queue / capacity"],
      { weight: 0.1, good: 0.2, limits: [T28.limits.exporterQueue], bad: 1 },
    ),
    indicator(
      "refused-or-failed",
      "Refused or failed",
      "{item}/s",
      "Items refused or not sent per second.",
      "increase of refused and failed per second",
      { weight: 0.05, good: 0, limits: [T28.limits.refusedOrFailed], bad: 1 },
    ),
  ],
  verify: [
    verify(
      "all-signals",
      "Traces, metrics and logs are gathered.",
      ["002"],
      "yes",
      "Signals with data per service.",
    ),
  ],
  alerts: [
    threshold(
      "The exporter queue is above 80 %.",
      crosses("exporter-queue", T28.limits.exporterQueue),
    ),
    threshold(
      "Telemetry is refused or cannot be sent.",
      crosses("refused-or-failed", T28.limits.refusedOrFailed),
    ),
    threshold("A service fell silent."),
  ],
  capacity: { model: "growth", formulae: ["F10"], text: "Growth of the ingest to its limit." },
  actions: ["Work through the list of instrumentation gaps."],
  visibility: [
    "Tail sampling drops the normal traces that the shape tests need; keep an unbiased sample per route.",
  ],
};
