import { createConditions } from "../conditions.ts";
import type { Conditions } from "../conditions.ts";
import { checkRange, nsOfMs } from "../time-range.ts";
import type { TimeRange } from "../time-range.ts";

/** Points of several metrics of one service, in steps that begin at `fromMs`. */
export interface EvidenceSelection extends TimeRange {
  readonly service: string;
  readonly names: readonly string[];
  readonly stepMs: number;
  /** Most series of one metric, the largest first. */
  readonly maxSeries: number;
}

/** A selection as pieces of SQL. */
export interface EvidenceScope {
  readonly conditions: Conditions;
  readonly where: string;
  /** Number of the step of a point; negative before the range. */
  readonly slot: string;
  /** First nanosecond that is fetched. */
  readonly fetchFromNs: string;
  readonly stepNs: string;
}

// A cumulative point needs the one before it; exporters send at least every few minutes.
const lookBackMs = 300_000;

/** Binds a selection; `lookBack` also fetches the points before the range. */
export function bindEvidenceScope(selection: EvidenceSelection, lookBack: boolean): EvidenceScope {
  checkRange(selection);
  const conditions = createConditions();
  const { fromMs, toMs } = selection;
  const origin = conditions.bind("Int64", nsOfMs(fromMs));
  const fetchFromNs = conditions.bind(
    "Int64",
    nsOfMs(Math.max(0, lookBack ? fromMs - lookBackMs : fromMs)),
  );
  const to = conditions.bind("Int64", nsOfMs(toMs));
  const stepNs = conditions.bind("Int64", nsOfMs(selection.stepMs));
  conditions.add(`metric_name IN ${conditions.bind("Array(String)", selection.names)}`);
  conditions.add(`service_name = ${conditions.bind("String", selection.service)}`);
  conditions.add(`timestamp >= fromUnixTimestamp64Nano(${fetchFromNs}, 'UTC')`);
  conditions.add(`timestamp < fromUnixTimestamp64Nano(${to}, 'UTC')`);
  // Flag 1 marks a point without a value: the series has stopped.
  conditions.add("bitAnd(flags, 1) = 0");
  const ns = "toUnixTimestamp64Nano(timestamp)";
  return {
    conditions,
    where: conditions.sql(),
    slot: `if(${ns} >= ${origin}, toInt32(intDiv(${ns} - ${origin}, ${stepNs})), toInt32(-1))`,
    fetchFromNs,
    stepNs,
  };
}

/** Most series that one query answers with. */
export const maxEvidenceSeries = 5_000;
