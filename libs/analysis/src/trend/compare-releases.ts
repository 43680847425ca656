import type { Point } from "@headroom/detection";
import type { Explained } from "../explained.ts";
import { inflationOf } from "../statistics/autocorrelation.ts";
import { pValueOfNormal } from "../statistics/distributions.ts";
import { adjustPValues } from "../statistics/false-discovery.ts";
import { medianOf, quantileOf, sortFinite, spreadOf } from "../statistics/quantile.ts";
import { compareGroups, estimateCentre, estimateDifference } from "../statistics/rank-sum.ts";
import type { Interval } from "../statistics/rank-sum.ts";
import { sayChance, sayNumber } from "../words.ts";

/** The series of one version. */
export interface VersionSeries {
  readonly version: string;
  readonly points: readonly Point[];
}

/** Figures of one version, in the unit of the series. */
export interface ReleaseFigures extends Explained {
  readonly version: string;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly count: number;
  readonly median: number;
  readonly p95: number;
  readonly spread: number;
}

/** A version against the one before it. */
export interface ReleaseDifference extends Explained {
  readonly version: string;
  readonly previous: string;
  /** How much higher the version is, with its 95 % interval. */
  readonly difference: Interval;
  /** “at-once” pairs points of the same time; “one-after-the-other” cannot exclude the season. */
  readonly comparison: "at-once" | "one-after-the-other";
  readonly pValueAdjusted: number;
  /** Adjusted chance that as many points lie beyond the former 95 % quantile without a change. */
  readonly tailPValueAdjusted: number;
  readonly verdict: "higher" | "lower" | "tail-higher" | "no-clear-difference" | "too-few-points";
}

/** What {@link compareReleases} returns, versions in the order of their first point. */
export interface ReleaseComparison {
  readonly versions: readonly ReleaseFigures[];
  readonly differences: readonly ReleaseDifference[];
}

const leastPoints = 12;
const significance = 0.05;

/**
 * Returns figures per version and, for each version after the first, its difference from the one
 * before: paired by time where both ran at once (12 common times), else the Mann–Whitney test;
 * widened for autocorrelation and adjusted for the number of comparisons (Benjamini–Hochberg). A
 * second test looks at the upper tail, which rank tests miss.
 */
export function compareReleases(seriesByVersion: readonly VersionSeries[]): ReleaseComparison {
  const series = seriesByVersion
    .map(({ version, points }) => ({ version, points: clean(points) }))
    .filter(({ points }) => points.length > 0)
    .toSorted((a, b) => startOf(a) - startOf(b) || (a.version < b.version ? -1 : 1));
  const tests = series.slice(1).map((next, index) => testPair(series[index] ?? next, next));
  const adjusted = adjustPValues(tests.map(({ pValue }) => pValue));
  const tails = adjustPValues(tests.map(({ tailPValue }) => tailPValue));
  return {
    versions: series.map(describeVersion),
    differences: tests.map((test, index) =>
      describeDifference(test, adjusted[index] ?? 1, tails[index] ?? 1),
    ),
  };
}

const startOf = ({ points }: VersionSeries): number => points[0]?.timeMs ?? 0;

const clean = (points: readonly Point[]): Point[] =>
  points
    .filter(({ value }) => Number.isFinite(value))
    .toSorted((a, b) => a.timeMs - b.timeMs || a.value - b.value);

const valuesOf = ({ points }: VersionSeries): number[] => points.map(({ value }) => value);

function describeVersion(series: VersionSeries): ReleaseFigures {
  const ascending = sortFinite(valuesOf(series));
  const median = quantileOf(ascending, 0.5);
  const p95 = quantileOf(ascending, 0.95);
  const count = ascending.length;
  return {
    version: series.version,
    firstMs: startOf(series),
    lastMs: series.points.at(-1)?.timeMs ?? 0,
    count,
    median,
    p95,
    spread: spreadOf(ascending, median),
    sentence: `Version ${series.version}: half of ${sayNumber(count)} points lie up to ${sayNumber(median)}, 95 % up to ${sayNumber(p95)}.`,
    formula:
      "quantiles (Hyndman and Fan 1996, type 7); spread = median absolute deviation / 0.6745",
    inputs: { points: count },
  };
}

interface PairTest {
  readonly previous: VersionSeries;
  readonly next: VersionSeries;
  readonly comparison: ReleaseDifference["comparison"];
  readonly difference: Interval;
  readonly pValue: number;
  readonly tailPValue: number;
  readonly inflation: number;
  readonly pairs: number;
}

function testPair(previous: VersionSeries, next: VersionSeries): PairTest {
  const before = valuesOf(previous);
  const after = valuesOf(next);
  const earlier = new Map(previous.points.map(({ timeMs, value }) => [timeMs, value]));
  const paired = next.points.flatMap(({ timeMs, value }) => {
    const other = earlier.get(timeMs);
    return other === undefined ? [] : [value - other];
  });
  const tail = { tailPValue: testTail(before, after), pairs: paired.length };
  if (paired.length >= leastPoints) {
    const centre = medianOf(paired);
    const inflation = inflationOf(paired.map((value) => value - centre));
    const { pValue, ...difference } = estimateCentre(paired, inflation);
    return { previous, next, comparison: "at-once", difference, pValue, inflation, ...tail };
  }
  const centres = [medianOf(before), medianOf(after)];
  const inflation = inflationOf([
    ...before.map((value) => value - (centres[0] ?? 0)),
    ...after.map((value) => value - (centres[1] ?? 0)),
  ]);
  const difference = estimateDifference(before, after, inflation);
  const { pValue } = compareGroups(before, after, inflation);
  const comparison = "one-after-the-other";
  return { previous, next, comparison, difference, pValue, inflation, ...tail };
}

/**
 * Chance, one-sided, that the share of `after` beyond the pooled 95 % quantile is so much larger
 * than that of `before` (two-proportion z-test with pooled variance, Fleiss 1981), widened for
 * exceedances that come in bursts.
 */
function testTail(before: readonly number[], after: readonly number[]): number {
  const limit = quantileOf(sortFinite([...before, ...after]), 0.95);
  const beyond = (values: readonly number[]): number[] => values.map((v) => (v > limit ? 1 : 0));
  const sum = (values: readonly number[]): number => values.reduce((total, v) => total + v, 0);
  const [a, b] = [beyond(before), beyond(after)];
  const share = (sum(a) + sum(b)) / (a.length + b.length);
  const inflation = inflationOf([...a, ...b].map((value) => value - share));
  const variance = share * (1 - share) * (1 / a.length + 1 / b.length) * inflation;
  const z = variance > 0 ? (sum(b) / b.length - sum(a) / a.length) / Math.sqrt(variance) : 0;
  return z > 0 ? pValueOfNormal(z) / 2 : 1;
}

function describeDifference(test: PairTest, pValue: number, tail: number): ReleaseDifference {
  const { previous, next, comparison, difference } = test;
  const fewest = Math.min(previous.points.length, next.points.length);
  const verdict =
    fewest < leastPoints
      ? "too-few-points"
      : pValue <= significance
        ? difference.value > 0
          ? "higher"
          : "lower"
        : tail <= significance
          ? "tail-higher"
          : "no-clear-difference";
  return {
    version: next.version,
    previous: previous.version,
    difference,
    comparison,
    pValueAdjusted: pValue,
    tailPValueAdjusted: tail,
    verdict,
    sentence: sayDifference(test, verdict, pValue),
    formula:
      comparison === "at-once"
        ? "Signed-rank test of differences at the same times (Wilcoxon 1945), centre by Hodges and Lehmann (1963)"
        : "Mann–Whitney test (1947), difference by Hodges and Lehmann (1963)",
    inputs: {
      pointsBefore: previous.points.length,
      pointsAfter: next.points.length,
      pairs: test.pairs,
      autocorrelationFactor: test.inflation,
      significance,
    },
  };
}

function sayDifference(
  { previous, next, comparison, difference }: PairTest,
  verdict: ReleaseDifference["verdict"],
  pValue: number,
): string {
  const names = `${next.version} against ${previous.version}`;
  const caution =
    comparison === "at-once" ? "" : " They did not run at once: season and load may differ too.";
  const range = `between ${sayNumber(difference.low)} and ${sayNumber(difference.high)}`;
  switch (verdict) {
    case "too-few-points":
      return `${names}: fewer than ${leastPoints} points on one side, not judged.`;
    case "no-clear-difference":
      return `${names}: no clear difference (${range}).`;
    case "tail-higher":
      return `${names}: the middle is alike, but high values have become more frequent.${caution}`;
    case "higher":
    case "lower":
      return `${names}: ${sayNumber(Math.abs(difference.value))} ${verdict} (${range}; by chance ${sayChance(pValue)}).${caution}`;
  }
}
