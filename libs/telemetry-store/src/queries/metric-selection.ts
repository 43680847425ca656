import { addAttributeFilters, labelsExpression } from "./attribute-filter.ts";
import type { AttributeFilter } from "./attribute-filter.ts";
import { createConditions } from "./conditions.ts";
import type { Conditions } from "./conditions.ts";
import { checkRange, nsOfMs } from "./time-range.ts";
import type { TimeRange } from "./time-range.ts";

/** How points of a metric become one value. */
export type MetricAggregation =
  | "avg"
  | "min"
  | "max"
  | "sum"
  | "last"
  | "rate"
  | "increase"
  | "count"
  | "p50"
  | "p75"
  | "p90"
  | "p95"
  | "p99";

/** Which points of which metric, and how they are put together. */
export interface MetricSelection extends TimeRange {
  readonly metric: string;
  readonly service?: string | undefined;
  readonly filters?: readonly AttributeFilter[] | undefined;
  /** Attribute keys; resource attributes as `resource.<key>`; `service` for the service. */
  readonly groupBy?: readonly string[] | undefined;
  readonly aggregation: MetricAggregation;
}

/** A selection as SQL pieces that every metric query is built from. */
export interface MetricScope {
  readonly conditions: Conditions;
  /** Points in the range and the look-back before it. */
  readonly where: string;
  /** Array(String) of the label values. */
  readonly labels: string;
  /** Slot number of a point; negative before the range. */
  readonly slot: string;
  /** First nanosecond that is fetched. */
  readonly fetchFromNs: string;
  readonly stepNs: string;
}

// A cumulative point needs the one before it; exporters send at least every few minutes.
const lookBackMs = 300_000;

/**
 * Binds a selection. Slots of `stepMs` begin at `originMs`. `openStart` reads (fromMs, toMs] as
 * rules do, otherwise [fromMs, toMs). `lookBack` also fetches the points before the range.
 */
export function bindMetricScope(
  selection: MetricSelection,
  slots: { readonly originMs: number; readonly stepMs: number; readonly openStart: boolean },
  lookBack: boolean,
): MetricScope {
  checkRange(selection);
  const shift = slots.openStart ? 0n : -1n;
  const lowNs = BigInt(nsOfMs(selection.fromMs)) + shift;
  const highNs = BigInt(nsOfMs(selection.toMs)) + shift;
  const originNs = BigInt(nsOfMs(slots.originMs)) + shift + 1n;
  const fetchNs = lookBack ? lowNs - BigInt(lookBackMs) * 1_000_000n : lowNs;
  const conditions = createConditions();
  const fetchFromNs = conditions.bind("Int64", String(fetchNs < -1n ? -1n : fetchNs));
  const high = conditions.bind("Int64", String(highNs));
  const low = conditions.bind("Int64", String(lowNs));
  const origin = conditions.bind("Int64", String(originNs));
  const stepNs = conditions.bind("Int64", nsOfMs(slots.stepMs));
  conditions.add(`metric_name = ${conditions.bind("String", selection.metric)}`);
  if (selection.service !== undefined) {
    conditions.add(`service_name = ${conditions.bind("String", selection.service)}`);
  }
  conditions.add(`timestamp > fromUnixTimestamp64Nano(${fetchFromNs}, 'UTC')`);
  conditions.add(`timestamp <= fromUnixTimestamp64Nano(${high}, 'UTC')`);
  // Flag 1 marks a point without a value: the series has stopped.
  conditions.add("bitAnd(flags, 1) = 0");
  addAttributeFilters(conditions, selection.filters);
  const ns = "toUnixTimestamp64Nano(timestamp)";
  return {
    conditions,
    where: conditions.sql(),
    labels: labelsExpression(conditions, selection.groupBy ?? []),
    slot: `if(${ns} > ${low}, intDiv(${ns} - ${origin}, ${stepNs}), -1)`,
    fetchFromNs,
    stepNs,
  };
}
