import { createBatchBuilder } from "@headroom/otlp";
import type { NativeBlock, OtlpSignal } from "@headroom/otlp";
import { ATTR_SERVICE_NAME } from "@opentelemetry/semantic-conventions";

/** Attributes as plain text values. */
export type SampleAttributes = Readonly<Record<string, string>>;

/** A span to send; times in ms since 1970. */
export interface SampleSpan {
  readonly service: string;
  readonly name: string;
  readonly startMs: number;
  readonly durationMs: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly traceState?: string;
  readonly kind?: number;
  readonly isError?: boolean;
  readonly attributes?: SampleAttributes;
  readonly events?: readonly { readonly name: string; readonly timeMs: number }[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
}

/** A log record to send. */
export interface SampleLog {
  readonly service: string;
  readonly timeMs: number;
  readonly body: string;
  readonly severity: number;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly attributes?: SampleAttributes;
}

function keyValues(attributes: SampleAttributes): unknown[] {
  return Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } }));
}

function resourceOf(service: string, attributes: SampleAttributes = {}): unknown {
  return { attributes: keyValues({ [ATTR_SERVICE_NAME]: service, ...attributes }) };
}

const nanos = (ms: number): string => String(BigInt(Math.round(ms * 1000)) * 1000n);

function encode(signal: OtlpSignal, request: unknown): NativeBlock[] {
  const builder = createBatchBuilder();
  const body = new TextEncoder().encode(JSON.stringify(request));
  const result =
    signal === "traces"
      ? builder.addTraces(body, "json")
      : signal === "logs"
        ? builder.addLogs(body, "json", 0n)
        : builder.addMetrics(body, "json");
  if (result.rejected > 0) throw new Error(`${result.rejected} sample items were rejected.`);
  return builder.takeBlocks();
}

/** Native blocks of spans. */
export function spanBlocks(
  spans: readonly SampleSpan[],
  resource: SampleAttributes = {},
): NativeBlock[] {
  const resourceSpans = spans.map((span) => ({
    resource: resourceOf(span.service, resource),
    scopeSpans: [
      {
        scope: { name: "sample" },
        spans: [
          {
            traceId: span.traceId,
            spanId: span.spanId,
            parentSpanId: span.parentSpanId ?? "",
            traceState: span.traceState ?? "",
            name: span.name,
            kind: span.kind ?? 2,
            startTimeUnixNano: nanos(span.startMs),
            endTimeUnixNano: nanos(span.startMs + span.durationMs),
            status: span.isError ? { code: 2, message: "it broke" } : {},
            attributes: keyValues(span.attributes ?? {}),
            events: (span.events ?? []).map((event) => ({
              name: event.name,
              timeUnixNano: nanos(event.timeMs),
              attributes: keyValues({ "exception.type": "Boom" }),
            })),
            links: span.links ?? [],
          },
        ],
      },
    ],
  }));
  return encode("traces", { resourceSpans });
}

/** Native blocks of log records. */
export function logBlocks(logs: readonly SampleLog[]): NativeBlock[] {
  const resourceLogs = logs.map((log) => ({
    resource: resourceOf(log.service),
    scopeLogs: [
      {
        scope: { name: "sample" },
        logRecords: [
          {
            timeUnixNano: nanos(log.timeMs),
            observedTimeUnixNano: nanos(log.timeMs),
            severityNumber: log.severity,
            body: { stringValue: log.body },
            attributes: keyValues(log.attributes ?? {}),
            ...(log.traceId ? { traceId: log.traceId, spanId: log.spanId } : {}),
          },
        ],
      },
    ],
  }));
  return encode("logs", { resourceLogs });
}

/** A data point: an OTLP JSON point without times and attributes. */
export interface SamplePoint {
  readonly timeMs: number;
  readonly startMs?: number;
  readonly attributes?: SampleAttributes;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A metric of one OTLP kind; `shape` holds temporality and monotonicity. */
export interface SampleMetric {
  readonly service: string;
  readonly name: string;
  readonly kind: "gauge" | "sum" | "histogram" | "exponentialHistogram" | "summary";
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly unit?: string;
  readonly points: readonly SamplePoint[];
  readonly resource?: SampleAttributes;
  readonly scope?: string;
}

/** Native blocks of metrics. */
export function metricBlocks(metrics: readonly SampleMetric[]): NativeBlock[] {
  const resourceMetrics = metrics.map((metric) => ({
    resource: resourceOf(metric.service, metric.resource),
    scopeMetrics: [
      {
        scope: { name: metric.scope ?? "sample" },
        metrics: [
          {
            name: metric.name,
            unit: metric.unit ?? "1",
            description: `About ${metric.name}`,
            [metric.kind]: {
              ...metric.shape,
              dataPoints: metric.points.map((point) => ({
                timeUnixNano: nanos(point.timeMs),
                ...(point.startMs === undefined ? {} : { startTimeUnixNano: nanos(point.startMs) }),
                attributes: keyValues(point.attributes ?? {}),
                ...point.data,
              })),
            },
          },
        ],
      },
    ],
  }));
  return encode("metrics", { resourceMetrics });
}

/** A 16-byte hex id made of a small number. */
export function traceIdOf(index: number): string {
  return (index + 1).toString(16).padStart(32, "0");
}

/** An 8-byte hex id made of a small number. */
export function spanIdOf(index: number): string {
  return (index + 1).toString(16).padStart(16, "0");
}
