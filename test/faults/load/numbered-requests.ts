import { randomBytes } from "node:crypto";
import type { OtlpSignal, TelemetryTable } from "@headroom/otlp";
import { ATTR_SERVICE_NAME } from "@opentelemetry/semantic-conventions";

/** Attributes that say to which request a row belongs and which of its rows it is. */
export const batchAttribute = "fault.batch";
export const rowAttribute = "fault.row";

/** The service that all numbered rows are of. */
export const faultService = "fault";

/** Rows that each request of a signal puts into each table. */
export const rowsOfRequest: Readonly<
  Record<OtlpSignal, Readonly<Partial<Record<TelemetryTable, number>>>>
> = {
  traces: { spans: 5 },
  logs: { logs: 5 },
  metrics: {
    metrics_number: 4,
    metrics_histogram: 2,
    metrics_exp_histogram: 2,
    metrics_summary: 2,
  },
};

const resource = {
  attributes: [{ key: ATTR_SERVICE_NAME, value: { stringValue: faultService } }],
};

function attributesOf(batch: string, row: number) {
  return [
    { key: batchAttribute, value: { stringValue: batch } },
    { key: rowAttribute, value: { stringValue: String(row) } },
  ];
}

const rows = (count: number): number[] => Array.from({ length: count }, (_, row) => row);

function spansOf(batch: string, timeNs: string) {
  const spans = rows(5).map((row) => ({
    traceId: randomBytes(16).toString("hex"),
    spanId: randomBytes(8).toString("hex"),
    name: "numbered",
    kind: 2,
    startTimeUnixNano: timeNs,
    endTimeUnixNano: timeNs,
    attributes: attributesOf(batch, row),
  }));
  return { resourceSpans: [{ resource, scopeSpans: [{ spans }] }] };
}

function logsOf(batch: string, timeNs: string) {
  const logRecords = rows(5).map((row) => ({
    timeUnixNano: timeNs,
    severityNumber: 9,
    body: { stringValue: `row ${row} of ${batch}` },
    attributes: attributesOf(batch, row),
  }));
  return { resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] };
}

function metricsOf(batch: string, timeNs: string) {
  const points = (first: number, value: Readonly<Record<string, unknown>>) =>
    rows(2).map((row) => ({
      timeUnixNano: timeNs,
      startTimeUnixNano: timeNs,
      attributes: attributesOf(batch, first + row),
      ...value,
    }));
  const total = { count: "3", sum: 6 };
  const metrics = [
    { name: "numbered.gauge", gauge: { dataPoints: points(0, { asDouble: 1 }) } },
    {
      name: "numbered.sum",
      sum: { aggregationTemporality: 1, isMonotonic: true, dataPoints: points(2, { asInt: "7" }) },
    },
    {
      name: "numbered.histogram",
      histogram: {
        aggregationTemporality: 1,
        dataPoints: points(0, { ...total, explicitBounds: [1], bucketCounts: ["1", "2"] }),
      },
    },
    {
      name: "numbered.exponential",
      exponentialHistogram: {
        aggregationTemporality: 1,
        dataPoints: points(0, {
          ...total,
          scale: 1,
          zeroCount: "0",
          positive: { offset: 0, bucketCounts: ["3"] },
        }),
      },
    },
    {
      name: "numbered.summary",
      summary: {
        dataPoints: points(0, { ...total, quantileValues: [{ quantile: 0.5, value: 2 }] }),
      },
    },
  ];
  return { resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }] };
}

/** An OTLP/JSON request of `rowsOfRequest[signal]` rows, each with its number. */
export function numberedRequest(signal: OtlpSignal, batch: string, timeMs: number): string {
  const timeNs = `${timeMs}000000`;
  switch (signal) {
    case "traces":
      return JSON.stringify(spansOf(batch, timeNs));
    case "logs":
      return JSON.stringify(logsOf(batch, timeNs));
    case "metrics":
      return JSON.stringify(metricsOf(batch, timeNs));
  }
}
