import { pValueOfNormal } from "../statistics/distributions.ts";
import type { AttributeCell, AttributeOptions, GroupTotals } from "./attribute-types.ts";

/** Both periods of a group. */
export interface GroupPair {
  readonly baseline: GroupTotals;
  readonly window: GroupTotals;
}

/** Requests at the former level that a group's own level is smoothed with. */
const smoothingCount = 5;

/** What a group held and would have held: requests, errors or ms. */
interface Expectation {
  readonly actual: number;
  readonly expected: number;
}

/**
 * Returns what a group held in the window and what it would have held at its own former level,
 * smoothed towards the level of all: requests for a rate, else sum ≈ count · level with level =
 * (sum₀ + 5 · level of all) / (count₀ + 5) (additive smoothing, Lidstone 1920).
 */
export function expectGroup(
  group: GroupPair,
  whole: GroupPair,
  { measure, baselineMs, windowMs }: AttributeOptions,
): Expectation {
  if (measure === "rate")
    return {
      actual: group.window.count,
      expected: (group.baseline.count * windowMs) / baselineMs,
    };
  const level = levelOf(whole.baseline);
  const own =
    (group.baseline.sum + smoothingCount * level) / (group.baseline.count + smoothingCount);
  return { actual: group.window.sum, expected: own * group.window.count };
}

const levelOf = ({ count, sum }: GroupTotals): number => (count > 0 ? sum / count : 0);

/** Returns what is left of the whole without a group. */
export function subtractGroup(whole: GroupPair, group: GroupPair): GroupPair {
  const subtract = (a: GroupTotals, b: GroupTotals): GroupTotals => ({
    count: Math.max(0, a.count - b.count),
    sum: Math.max(0, a.sum - b.sum),
  });
  return {
    baseline: subtract(whole.baseline, group.baseline),
    window: subtract(whole.window, group.window),
  };
}

/** Returns the sum of two groups that have no request in common. */
export function addGroups(a: GroupPair, b: GroupPair): GroupPair {
  const add = (x: GroupTotals, y: GroupTotals): GroupTotals => ({
    count: x.count + y.count,
    sum: x.sum + y.sum,
  });
  return { baseline: add(a.baseline, b.baseline), window: add(a.window, b.window) };
}

/** Change of the whole: what the window holds less what it would have held. */
export function changeOf(whole: GroupPair, options: AttributeOptions): number {
  const { actual, expected } = expectGroup(whole, whole, options);
  return actual - expected;
}

/**
 * Returns a group's part in a change. Evidence is the scan statistic for counts (Kulldorff 1997):
 * 2 · [v ln(v/e) + v′ ln(v′/e′) − V ln(V/E)], v and e being actual and expected in the group, v′ and
 * e′ in the rest; 0 where the group did not change further in the direction of the whole than the
 * rest. Durations count in units of the mean one, which takes them as spread as their mean is.
 * Contribution and mix add up over the values of an attribute to the whole change, but for the
 * smoothing (the parts of Adtributor, Bhagwan et al. 2014).
 */
export function judgeGroup(
  conditions: AttributeCell["conditions"],
  group: GroupPair,
  whole: GroupPair,
  options: AttributeOptions,
  tries: number,
): AttributeCell {
  const { actual, expected } = expectGroup(group, whole, options);
  const rest = expectGroup(subtractGroup(whole, group), whole, options);
  const change = changeOf(whole, options);
  const unit = options.measure === "latency" ? 1 / Math.max(1e-300, levelOf(whole.baseline)) : 1;
  const evidence = weigh(
    { actual: actual * unit, expected: expected * unit },
    { actual: rest.actual * unit, expected: rest.expected * unit },
    change < 0 ? -1 : 1,
  );
  const contribution = actual - expected;
  return {
    conditions,
    ...group,
    expected,
    contribution,
    share: change === 0 ? 0 : contribution / change,
    mix: mixOf(group, whole, options),
    ratio: (actual * unit + 1) / (expected * unit + 1),
    evidence,
    pValue: Math.min(1, tries * pValueOfNormal(Math.sqrt(evidence))),
  };
}

/** An event is expected everywhere: a group without former errors is no proof by itself. */
const leastExpected = 0.5;

function weigh(group: Expectation, rest: Expectation, direction: 1 | -1): number {
  const e = Math.max(leastExpected, group.expected);
  const f = Math.max(leastExpected, rest.expected);
  const further = group.actual / e - rest.actual / f;
  if (!(direction * further > 0)) return 0;
  const part = (v: number, mean: number): number => (v > 0 ? v * Math.log(v / mean) : 0);
  const all = group.actual + rest.actual;
  return Math.max(0, 2 * (part(group.actual, e) + part(rest.actual, f) - part(all, e + f)));
}

function mixOf(group: GroupPair, whole: GroupPair, { measure }: AttributeOptions): number {
  if (measure === "rate" || whole.baseline.count === 0) return 0;
  const growth = whole.window.count / whole.baseline.count;
  const moved = group.window.count - group.baseline.count * growth;
  return moved * (levelOf(group.baseline) - levelOf(whole.baseline));
}
