import type { OtlpSignal } from "../batch-builder.ts";
import type { TelemetryTable } from "../columns.ts";

/** A JSON object of a request. */
export type Json = Readonly<Record<string, unknown>>;

/** One stored item of a request with all that applies to it. */
export interface FlatItem {
  readonly table: TelemetryTable;
  readonly resource: unknown;
  readonly resourceSchemaUrl: unknown;
  readonly scope: unknown;
  readonly scopeSchemaUrl: unknown;
  /** Name, unit, … of the metric of a point; absent for spans and logs. */
  readonly metric?: Json | undefined;
  readonly item: Json;
}

const levels = {
  traces: ["resourceSpans", "scopeSpans", "spans"],
  logs: ["resourceLogs", "scopeLogs", "logRecords"],
  metrics: ["resourceMetrics", "scopeMetrics", "metrics"],
} as const;

/** The member `key` of a JSON object as a list of objects; empty where absent. */
export function listOf(value: unknown, key: string): Json[] {
  const list = typeof value === "object" && value !== null ? (value as Json)[key] : undefined;
  return Array.isArray(list) ? (list as Json[]) : [];
}

/** The items of an OTLP/JSON request that are to be stored, in order; rejected ones are left out. */
export function flattenRequest(signal: OtlpSignal, document: unknown): FlatItem[] {
  const [resourceLevel, scopeLevel, itemLevel] = levels[signal];
  return listOf(document, resourceLevel).flatMap((resourceItems) =>
    listOf(resourceItems, scopeLevel).flatMap((scopeItems) => {
      const around = {
        resource: resourceItems["resource"],
        resourceSchemaUrl: resourceItems["schemaUrl"],
        scope: scopeItems["scope"],
        scopeSchemaUrl: scopeItems["schemaUrl"],
      };
      const items = listOf(scopeItems, itemLevel);
      if (signal === "metrics") {
        return items.flatMap(flattenMetric).map((point) => ({ ...around, ...point }));
      }
      const table = signal === "traces" ? "spans" : "logs";
      const isStored = signal === "traces" ? isSpanStored : isLogStored;
      return items.filter(isStored).map((item) => ({ ...around, table, item }) as const);
    }),
  );
}

const dataKinds: readonly (readonly [string, TelemetryTable])[] = [
  ["gauge", "metrics_number"],
  ["sum", "metrics_number"],
  ["histogram", "metrics_histogram"],
  ["exponentialHistogram", "metrics_exp_histogram"],
  ["summary", "metrics_summary"],
];

function flattenMetric(metric: Json): Pick<FlatItem, "table" | "metric" | "item">[] {
  return dataKinds.flatMap(([kind, table]) => {
    const data = metric[kind] as Json | undefined;
    if (data === undefined) return [];
    const { aggregationTemporality, isMonotonic } = data;
    const { name, description, unit, metadata } = metric;
    const about = { name, description, unit, metadata, aggregationTemporality, isMonotonic };
    const isSum = kind === "sum";
    return listOf(data, "dataPoints")
      .filter(isPointStored)
      .map((item) => ({
        table,
        metric: { ...about, isSum },
        // The sum of a summary is no optional field: absent means 0.
        item: kind === "summary" ? { ...item, sum: item["sum"] ?? 0 } : item,
      }));
  });
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const isNonZeroId = (id: unknown, width: number): boolean =>
  textOf(id).length === width * 2 && /[^0]/.test(textOf(id));
const isIdOrAbsent = (id: unknown, width: number): boolean =>
  [0, width * 2].includes(textOf(id).length);
const hasIds = (item: Json): boolean =>
  isIdOrAbsent(item["traceId"], 16) && isIdOrAbsent(item["spanId"], 8);
const isTimeStorable = (time: unknown): boolean => BigInt(textOf(time)) < 2n ** 63n;
const isTimeGiven = (time: unknown): boolean => BigInt(textOf(time)) > 0n && isTimeStorable(time);

function isSpanStored(span: Json): boolean {
  return (
    isNonZeroId(span["traceId"], 16) &&
    isNonZeroId(span["spanId"], 8) &&
    isIdOrAbsent(span["parentSpanId"], 8) &&
    listOf(span, "links").every(hasIds) &&
    isTimeGiven(span["startTimeUnixNano"])
  );
}

function isLogStored(log: Json): boolean {
  return (
    hasIds(log) &&
    isTimeStorable(log["timeUnixNano"]) &&
    isTimeStorable(log["observedTimeUnixNano"])
  );
}

function isPointStored(point: Json): boolean {
  return isTimeGiven(point["timeUnixNano"]) && listOf(point, "exemplars").every(hasIds);
}
