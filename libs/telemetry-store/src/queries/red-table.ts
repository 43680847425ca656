import type { Conditions } from "./conditions.ts";
import { checkRange } from "./time-range.ts";
import type { TimeRange } from "./time-range.ts";

/** A RED roll-up and its bucket length, ms. */
export interface RedTable {
  readonly name: "red_10s" | "red_1m";
  readonly resolutionMs: number;
}

const fine: RedTable = { name: "red_10s", resolutionMs: 10_000 };
const coarse: RedTable = { name: "red_1m", resolutionMs: 60_000 };

const hourMs = 3_600_000;
// red_10s keeps 3 days by whole days; the last of them may be gone already.
const fineKeepMs = 2 * 24 * hourMs;

/** The roll-up for a range read at `nowMs`: the fine one for short steps while it is kept. */
export function chooseRedTable(range: TimeRange, stepMs: number, nowMs: number): RedTable {
  checkRange(range);
  if (range.fromMs < nowMs - fineKeepMs) return coarse;
  return stepMs >= 60_000 && stepMs % 60_000 === 0 && range.toMs - range.fromMs > hourMs
    ? coarse
    : fine;
}

/** Restricts `bucket` to the buckets that begin in the range, its start rounded down. */
export function addBucketRange(
  conditions: Conditions,
  range: TimeRange,
  resolutionMs: number,
): void {
  const seconds = (ms: number): number => (Math.floor(ms / resolutionMs) * resolutionMs) / 1000;
  const from = conditions.bind("Int64", String(seconds(range.fromMs)));
  const to = conditions.bind("Int64", String(Math.ceil(range.toMs / 1000)));
  conditions.add(`bucket >= toDateTime(${from}, 'UTC')`);
  conditions.add(`bucket < toDateTime(${to}, 'UTC')`);
}

/** Columns every RED query reads from a roll-up: calls, errors, sum, max, [p50, p95, p99] in ns. */
export const redAggregates = `sum(calls) AS total_calls,
  sum(errors) AS total_errors,
  sum(duration_sum_ns) AS total_duration_ns,
  max(duration_max_ns) AS longest_ns,
  quantilesTDigestWeightedMerge(0.5, 0.95, 0.99)(duration_sketch) AS quantiles_ns`;
