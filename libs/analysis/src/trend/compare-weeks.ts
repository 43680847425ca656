import type { Explained } from "../explained.ts";
import { hourMs, phaseOf, weekMs } from "../series/season.ts";
import { coarsenGrid, type StepGrid } from "../series/step-grid.ts";
import { inflationOf } from "../statistics/autocorrelation.ts";
import { normalLimit95 } from "../statistics/distributions.ts";
import { spreadOf } from "../statistics/quantile.ts";
import { estimateCentre, type Interval } from "../statistics/rank-sum.ts";
import { sayNumber, sayRatio } from "../words.ts";

/** One hour of the week, this week against last. */
export interface HourOfWeek {
  /** 0 = Monday 00:00–01:00 UTC, up to 167. */
  readonly hour: number;
  /** Means of the hour, in the unit of the series. */
  readonly thisWeek: number;
  readonly lastWeek: number;
  /** This week over last with its 95 % interval; undefined where a value is not above 0. */
  readonly ratio: Interval | undefined;
  /** True when the interval leaves out the overall ratio: this hour changed more than the rest. */
  readonly isUnusual: boolean;
}

/** The last seven days against the seven before. */
export interface WeekComparison extends Explained {
  /** This week over last; undefined where values are not above 0. */
  readonly ratio: Interval | undefined;
  /** This week less last, in the unit of the series. */
  readonly difference: Interval;
  /** Chance that two weeks without difference look this different. */
  readonly pValue: number;
  readonly hours: readonly HourOfWeek[];
}

/** Fewest hours that both weeks must have. */
const leastHours = 24;

/**
 * Returns the week up to `nowMs` against the one before, hour by hour of the week; undefined with
 * fewer than 24 common hours or a step that does not divide an hour. `grid` is the measured series.
 */
export function compareWeeks(grid: StepGrid, nowMs: number): WeekComparison | undefined {
  if (grid.stepMs > hourMs || hourMs % grid.stepMs > 0) return undefined;
  const hourly = coarsenGrid(grid, hourMs / grid.stepMs);
  const at = (timeMs: number): number =>
    hourly.values[Math.floor((timeMs - hourly.startMs) / hourMs)] ?? Number.NaN;
  const endMs = Math.floor(nowMs / hourMs) * hourMs;
  const pairs: { hour: number; thisWeek: number; lastWeek: number }[] = [];
  for (let timeMs = endMs - weekMs; timeMs < endMs; timeMs += hourMs) {
    const thisWeek = at(timeMs);
    const lastWeek = at(timeMs - weekMs);
    if (Number.isNaN(thisWeek) || Number.isNaN(lastWeek)) continue;
    pairs.push({ hour: Math.floor(phaseOf(timeMs, weekMs) / hourMs), thisWeek, lastWeek });
  }
  if (pairs.length < leastHours) return undefined;
  const differences = pairs.map(({ thisWeek, lastWeek }) => thisWeek - lastWeek);
  const { pValue, ...difference } = centreOf(differences);
  const isPositive = pairs.every(({ thisWeek, lastWeek }) => thisWeek > 0 && lastWeek > 0);
  const logs = isPositive
    ? pairs.map(({ thisWeek, lastWeek }) => Math.log(thisWeek / lastWeek))
    : [];
  const ratio = isPositive ? exponentiate(centreOf(logs)) : undefined;
  const reach = normalLimit95 * spreadOf(logs);
  return {
    ratio,
    difference,
    pValue,
    hours: pairs
      .map((pair, index) => ({ ...pair, ...describeHour(logs[index], reach, ratio?.value) }))
      .toSorted((a, b) => a.hour - b.hour),
    sentence: describeWeeks(ratio, difference),
    formula:
      "Hour of the week against the same hour a week earlier: median of the Walsh averages of the differences (of logarithms for the ratio) with the signed-rank interval (Hodges and Lehmann 1963), widened for autocorrelation. An hour's interval is its ratio ± 1.96 spreads of all hours' ratios.",
    inputs: { hours: pairs.length, fromMs: endMs - weekMs, toMs: endMs },
  };
}

const centreOf = (differences: readonly number[]): ReturnType<typeof estimateCentre> => {
  const centre = estimateCentre(differences).value;
  return estimateCentre(differences, inflationOf(differences.map((value) => value - centre)));
};

const exponentiate = ({ value, low, high }: Interval): Interval => ({
  value: Math.exp(value),
  low: Math.exp(low),
  high: Math.exp(high),
});

function describeHour(
  log: number | undefined,
  reach: number,
  overall: number | undefined,
): Pick<HourOfWeek, "ratio" | "isUnusual"> {
  if (log === undefined || overall === undefined) return { ratio: undefined, isUnusual: false };
  const ratio = exponentiate({ value: log, low: log - reach, high: log + reach });
  return { ratio, isUnusual: reach > 0 && (overall < ratio.low || overall > ratio.high) };
}

function describeWeeks(ratio: Interval | undefined, difference: Interval): string {
  if (ratio !== undefined) {
    const range = `between ${sayNumber(ratio.low)} and ${sayNumber(ratio.high)} times`;
    return ratio.low <= 1 && ratio.high >= 1
      ? `This week is like last week (${range}).`
      : `This week against last: ${sayRatio(ratio.value)} (${range}).`;
  }
  const range = `between ${sayNumber(difference.low)} and ${sayNumber(difference.high)}`;
  return difference.low <= 0 && difference.high >= 0
    ? `This week is like last week (difference ${range}).`
    : `This week is ${sayNumber(Math.abs(difference.value))} ${difference.value > 0 ? "higher" : "lower"} than last week (${range}).`;
}
