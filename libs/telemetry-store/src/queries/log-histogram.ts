import { z } from "zod";
import type { QueryRunner } from "../driver/query-runner.ts";
import { createConditions } from "./conditions.ts";
import { addLogSelection } from "./log-conditions.ts";
import type { LogSelection } from "./log-conditions.ts";
import { addBucketRange } from "./red-table.ts";
import { countField } from "./row-fields.ts";
import { addTimeRange, chooseStepMs } from "./time-range.ts";

/** Records of one step by severity class. */
export interface LogHistogramPoint {
  readonly timeMs: number;
  readonly unset: number;
  readonly trace: number;
  readonly debug: number;
  readonly info: number;
  readonly warn: number;
  readonly error: number;
  readonly fatal: number;
}

const severityClasses = ["unset", "trace", "debug", "info", "warn", "error", "fatal"] as const;
const minuteMs = 60_000;

const histogramRow = z.object({ slot: countField, severity: z.number(), total: countField });

// The roll-up knows service, minute and severity class, nothing else.
function fitsRollup(args: LogSelection, stepMs: number): boolean {
  const { minSeverity } = args;
  const classBorder = minSeverity === undefined || minSeverity === 0 || minSeverity % 4 === 1;
  const plain = !args.q && !args.attributes?.length && !args.traceId && !args.spanId;
  return plain && classBorder && stepMs % minuteMs === 0 && args.fromMs % minuteMs === 0;
}

/** How many records meet the selection over time; empty steps are absent. */
export async function readLogHistogram(
  runner: QueryRunner,
  args: LogSelection & { readonly stepMs: number },
): Promise<{ stepMs: number; points: LogHistogramPoint[] }> {
  const resolutionMs = args.stepMs >= minuteMs ? minuteMs : 1_000;
  const stepMs = chooseStepMs(args, args.stepMs, resolutionMs);
  const conditions = createConditions();
  const step = conditions.bind("Int64", String(stepMs));
  let source: string;
  if (fitsRollup(args, stepMs)) {
    addBucketRange(conditions, args, minuteMs);
    if (args.service !== undefined) {
      conditions.add(`service_name = ${conditions.bind("String", args.service)}`);
    }
    const lowest = Math.floor(((args.minSeverity ?? 0) + 3) / 4);
    conditions.add(`severity >= ${conditions.bind("UInt8", lowest)}`);
    source = `SELECT intDiv(toInt64(toUnixTimestamp(bucket)) * 1000, ${step}) AS slot, severity, sum(records) AS total
FROM log_counts_1m`;
  } else {
    addTimeRange(conditions, args);
    addLogSelection(conditions, args);
    source = `SELECT intDiv(toUnixTimestamp64Milli(timestamp), ${step}) AS slot,
  toUInt8(least(intDiv(severity_number + 3, 4), 6)) AS severity, count() AS total
FROM logs`;
  }
  const rows = await runner.run({
    name: "logs.histogram",
    sql: `${source} WHERE ${conditions.sql()}
GROUP BY slot, severity ORDER BY slot, severity LIMIT 10000`,
    parameters: conditions.parameters(),
    row: histogramRow,
  });
  const points = new Map<number, Record<(typeof severityClasses)[number], number>>();
  for (const row of rows) {
    const empty = { unset: 0, trace: 0, debug: 0, info: 0, warn: 0, error: 0, fatal: 0 };
    const point = points.get(row.slot) ?? empty;
    const severity = severityClasses[row.severity];
    if (severity) point[severity] += row.total;
    points.set(row.slot, point);
  }
  return { stepMs, points: [...points].map(([slot, c]) => ({ timeMs: slot * stepMs, ...c })) };
}
