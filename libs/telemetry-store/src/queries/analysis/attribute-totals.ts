import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { createConditions } from "../conditions.ts";
import type { Conditions } from "../conditions.ts";
import { addLogSelection } from "../log-conditions.ts";
import type { LogSelection } from "../log-conditions.ts";
import { countField } from "../row-fields.ts";
import { noSpanId } from "../span-conditions.ts";
import { addTimeRange } from "../time-range.ts";
import type { TimeRange } from "../time-range.ts";
import { countRows } from "./span-sample.ts";

/** Records of a group in one period. */
export interface PeriodTotals {
  readonly count: number;
  readonly errors: number;
  readonly durationMs: number;
}

/** Records that carry one value of one attribute, before and in a window. */
export interface AttributeTotals {
  /** Attribute key; resource attributes as `resource.<key>`, `name` for the operation. */
  readonly key: string;
  readonly value: string;
  readonly baseline: PeriodTotals;
  readonly window: PeriodTotals;
}

/** All records of both periods and their attributes of few values. */
export interface AttributeTable {
  readonly totals: { readonly baseline: PeriodTotals; readonly window: PeriodTotals };
  readonly rows: AttributeTotals[];
  /** Every how manyth record was read; 1 = all. */
  readonly oneIn: number;
}

/** Which records: the entry calls of a service or the spans of an operation, or log records. */
export type AttributeSource =
  | {
      readonly type: "spans";
      readonly service?: string | undefined;
      readonly operation?: string | undefined;
    }
  | ({ readonly type: "logs" } & Omit<LogSelection, "fromMs" | "toMs">);

const mostRecords = 500_000;
const sampleRecords = 20_000;
const mostKeys = 30;
const mostValues = 50;
const mostRows = 2_000;

interface Source {
  readonly table: "spans" | "logs";
  /** SQL of key and value pairs of a record. */
  readonly pairs: string;
  readonly isError: string;
  readonly durationNs: string;
  /** SQL that spreads records evenly. */
  readonly hash: string;
}

const attributePairs = `arrayZip(mapKeys(attributes), mapValues(attributes)),
    arrayMap(p -> (concat('resource.', p.1), p.2), arrayZip(mapKeys(resource_attributes), mapValues(resource_attributes)))`;

const sources: Readonly<Record<AttributeSource["type"], Source>> = {
  spans: {
    table: "spans",
    pairs: `arrayConcat([('name', toString(name))], ${attributePairs})`,
    isError: "status_code = 2",
    durationNs: "duration_ns",
    hash: "cityHash64(trace_id)",
  },
  logs: {
    table: "logs",
    pairs: `arrayConcat([('service', toString(service_name)), ('severity', toString(severity_text))], ${attributePairs})`,
    isError: "severity_number >= 17",
    durationNs: "0",
    hash: "row_id",
  },
};

function selectRecords(source: AttributeSource, range: TimeRange): Conditions {
  const conditions = createConditions();
  addTimeRange(conditions, range);
  if (source.type === "logs") {
    addLogSelection(conditions, { ...source, ...range });
    return conditions;
  }
  const { service, operation } = source;
  if (service !== undefined) {
    conditions.add(`service_name = ${conditions.bind("String", service)}`);
  }
  conditions.add(
    operation === undefined
      ? `(kind IN (2, 5) OR parent_span_id = ${noSpanId})`
      : `name = ${conditions.bind("String", operation)}`,
  );
  return conditions;
}

const keyRow = z.object({ key: z.string() });

/** The keys of few values in about 20,000 of `records`, the most frequent first. */
async function readKeys(
  runner: QueryRunner,
  { table, pairs, hash }: Source,
  conditions: Conditions,
  { records, oneIn }: { readonly records: number; readonly oneIn: number },
): Promise<string[]> {
  const further = Math.ceil(records / oneIn / sampleRecords);
  const sample = further > 1 ? `intDiv(${hash}, ${oneIn}) % ${further} = 0` : "1";
  // A key that all records have with one value tells nothing apart.
  const rows = await runner.run({
    name: "analysis.attribute-keys",
    sql: `WITH (SELECT count() FROM ${table} WHERE ${conditions.sql()} AND ${sample}) AS sampled
SELECT pair.1 AS key, count() AS records, uniqUpTo(${mostValues})(pair.2) AS different
FROM (
  SELECT arrayJoin(CAST(${pairs}, 'Array(Tuple(String, String))')) AS pair
  FROM ${table} WHERE ${conditions.sql()} AND ${sample}
)
GROUP BY key HAVING different <= ${mostValues} AND (different > 1 OR records < sampled)
ORDER BY records DESC, key LIMIT ${mostKeys}`,
    parameters: conditions.parameters(),
    row: keyRow,
  });
  return rows.map(({ key }) => key);
}

const totalsRow = z.object({
  key: z.string(),
  value: z.string(),
  counts: z.tuple([countField, countField]),
  errors: z.tuple([countField, countField]),
  durations: z.tuple([z.number(), z.number()]),
});

/**
 * Records before and in a window by single attribute values, for keys of few values: 30 keys and
 * 2,000 values at most. Reads about 500,000 records at most, evenly spread, and counts each once.
 * The range is from the start of the earlier to the end of the later period.
 */
export async function readAttributeTotals(
  runner: QueryRunner,
  args: {
    readonly source: AttributeSource;
    readonly baseline: TimeRange;
    readonly window: TimeRange;
  },
): Promise<AttributeTable> {
  const { baseline, window } = args;
  const range = {
    fromMs: Math.min(baseline.fromMs, window.fromMs),
    toMs: Math.max(baseline.toMs, window.toMs),
  };
  const source = sources[args.source.type];
  const conditions = selectRecords(args.source, range);
  const records = await countRows(runner, source.table, conditions);
  const oneIn = Math.max(1, Math.ceil(records / mostRecords));
  if (oneIn > 1) conditions.add(`${source.hash} % ${conditions.bind("UInt32", oneIn)} = 0`);
  const keys = await readKeys(runner, source, conditions, { records, oneIn });
  const within = (period: TimeRange): string => {
    const from = conditions.bind("Int64", String(Math.floor(period.fromMs)));
    const to = conditions.bind("Int64", String(Math.floor(period.toMs)));
    return `(timestamp >= fromUnixTimestamp64Milli(${from}, 'UTC') AND timestamp < fromUnixTimestamp64Milli(${to}, 'UTC'))`;
  };
  const where = conditions.sql();
  const wanted = conditions.bind("Array(String)", keys);
  const sums = (name: string, value: string): string =>
    `(sumIf(${value}, is_before), sumIf(${value}, is_in)) AS ${name}`;
  const rows = await runner.run({
    name: "analysis.attribute-totals",
    sql: `SELECT pair.1 AS key, pair.2 AS value, (countIf(is_before), countIf(is_in)) AS counts,
  ${sums("errors", "is_error")}, ${sums("durations", "duration_ms")}
FROM (
  SELECT ${within(baseline)} AS is_before, ${within(window)} AS is_in,
    toUInt8(${source.isError}) AS is_error, ${source.durationNs} / 1e6 AS duration_ms,
    arrayJoin(arrayPushFront(arrayFilter(p -> has(${wanted}, p.1),
      CAST(${source.pairs}, 'Array(Tuple(String, String))')), ('', ''))) AS pair
  FROM ${source.table} WHERE ${where}
)
WHERE is_before OR is_in
GROUP BY key, value
ORDER BY key = '' DESC, counts.1 + counts.2 DESC, key, value LIMIT ${mostRows}`,
    parameters: conditions.parameters(),
    row: totalsRow,
  });
  const all = rows.map(({ key, value, counts, errors, durations }): AttributeTotals => ({
    key,
    value,
    baseline: { count: counts[0], errors: errors[0], durationMs: durations[0] },
    window: { count: counts[1], errors: errors[1], durationMs: durations[1] },
  }));
  const none = { count: 0, errors: 0, durationMs: 0 };
  const whole = all.find(({ key }) => key === "");
  return {
    totals: { baseline: whole?.baseline ?? none, window: whole?.window ?? none },
    rows: all.filter(({ key }) => key !== ""),
    oneIn,
  };
}
