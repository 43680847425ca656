import type { Signal } from "@headroom/alerting";
import {
  rankAttributes,
  type AttributeCell,
  type AttributeMeasure,
  type AttributeRow,
} from "@headroom/analysis";
import type { AttributeRanking } from "@headroom/contracts";
import {
  ATTR_CLIENT_PORT,
  ATTR_ERROR_TYPE,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_NETWORK_PEER_PORT,
} from "@opentelemetry/semantic-conventions";
import {
  ATTR_HTTP_STATUS_CODE,
  ATTR_NET_PEER_PORT,
  ATTR_RPC_GRPC_STATUS_CODE,
  ATTR_THREAD_ID,
} from "@opentelemetry/semantic-conventions/incubating";
import type {
  AttributeSource,
  AttributeTable,
  PeriodTotals,
  TelemetryQueries,
} from "@headroom/telemetry-store";
import { toWindowSignal } from "../rules/read-window.ts";
import { presentExplained, toFinite } from "./present-explained.ts";
import type { StepRange } from "./step-range.ts";

/** Attributes that only say again that a request failed. */
const outcomeKeys: ReadonlySet<string> = new Set([
  ATTR_ERROR_TYPE,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_STATUS_CODE,
  ATTR_RPC_GRPC_STATUS_CODE,
]);
/** Attributes that are a new number for each connection or thread. */
const passingKeys: ReadonlySet<string> = new Set([
  ATTR_NETWORK_PEER_PORT,
  ATTR_CLIENT_PORT,
  ATTR_NET_PEER_PORT,
  ATTR_THREAD_ID,
]);
/** A key that came with or left this part of the records is a change of the instrumentation. */
const mostCoverageChange = 0.5;
const mostKeys = 10;
const mostValues = 8;

/** What the attributes of a signal's records can explain; undefined for a metric. */
export function attributeMeasureOf(signal: Signal): AttributeMeasure | undefined {
  if (signal.type === "metric") return undefined;
  if (signal.type === "logs" || signal.measure === "rate") return "rate";
  return signal.measure === "errors" || signal.measure === "error_ratio" ? "errors" : "latency";
}

function sourceOf(signal: Signal): AttributeSource | undefined {
  const read = toWindowSignal(signal);
  if (read.type === "metric") return undefined;
  return read.type === "logs"
    ? { ...read, type: "logs" }
    : { type: "spans", service: read.service, operation: read.operation };
}

/**
 * Which attribute values explain the change of a signal in a window against the window of the same
 * length before it; null for a metric and where there are no records.
 */
export async function explainAttributes(
  queries: TelemetryQueries,
  signal: Signal,
  { fromMs, toMs }: StepRange,
): Promise<AttributeRanking | null> {
  const source = sourceOf(signal);
  const measure = attributeMeasureOf(signal);
  if (source === undefined || measure === undefined) return null;
  const windowMs = toMs - fromMs;
  const table = await queries.attributeTotals({
    source,
    baseline: { fromMs: fromMs - windowMs, toMs: fromMs },
    window: { fromMs, toMs },
  });
  if (table.totals.window.count + table.totals.baseline.count === 0) return null;
  return rankTable(table, measure, windowMs);
}

/** The ranking of a table of single attribute values as the API gives it. */
export function rankTable(
  table: AttributeTable,
  measure: AttributeMeasure,
  windowMs: number,
): AttributeRanking {
  const sumOf = ({ count, errors, durationMs }: PeriodTotals) => ({
    count,
    sum: measure === "errors" ? errors : durationMs,
  });
  const steady = steadyKeys(table);
  const rows = table.rows
    .filter(({ key }) => steady.has(key) && !passingKeys.has(key))
    .filter(({ key }) => measure !== "errors" || !outcomeKeys.has(key))
    .map(({ key, value, baseline, window }): AttributeRow => ({
      attributes: { [key]: value },
      baseline: sumOf(baseline),
      window: sumOf(window),
    }));
  const totals = { baseline: sumOf(table.totals.baseline), window: sumOf(table.totals.window) };
  const ranking = rankAttributes(rows, { measure, baselineMs: windowMs, windowMs, totals });
  const strength = (cells: readonly AttributeCell[]): number =>
    Math.max(0, ...cells.map(({ evidence }) => evidence));
  return {
    ...presentExplained({ ...ranking, inputs: { ...ranking.inputs, everyNthRecord: table.oneIn } }),
    measure,
    change: toFinite(ranking.change),
    explanations: ranking.explanations.map((each) => ({
      ...presentCell(each),
      ...presentExplained(each),
    })),
    byKey: ranking.byKey
      .toSorted((a, b) => strength(b.values) - strength(a.values))
      .slice(0, mostKeys)
      .map(({ key, values, others }) => ({
        key,
        values: values
          .toSorted((a, b) => b.evidence - a.evidence)
          .slice(0, mostValues)
          .map(presentCell),
        others: others + Math.max(0, values.length - mostValues),
      })),
  };
}

function steadyKeys({ rows, totals }: AttributeTable): ReadonlySet<string> {
  const share = (carrying: number, { count }: PeriodTotals): number =>
    count === 0 ? 0 : carrying / count;
  const isEmpty = totals.baseline.count === 0 || totals.window.count === 0;
  const sums = new Map<string, { before: number; during: number }>();
  for (const { key, baseline, window } of rows) {
    const sum = sums.get(key) ?? { before: 0, during: 0 };
    sums.set(key, { before: sum.before + baseline.count, during: sum.during + window.count });
  }
  const steady = [...sums].filter(([, { before, during }]) => {
    const change = share(during, totals.window) - share(before, totals.baseline);
    return isEmpty || Math.abs(change) <= mostCoverageChange;
  });
  return new Set(steady.map(([key]) => key));
}

function presentCell(cell: AttributeCell) {
  return {
    conditions: cell.conditions.map((condition) => ({ ...condition })),
    baseline: { ...cell.baseline },
    window: { ...cell.window },
    expected: toFinite(cell.expected),
    contribution: toFinite(cell.contribution),
    share: toFinite(cell.share),
    ratio: toFinite(cell.ratio),
    pValue: toFinite(cell.pValue),
  };
}
