import { noCycle } from "./cycle.ts";
import type { Cycle } from "./cycle.ts";
import { medianOf } from "./median.ts";
import type { Method } from "./methods.ts";
import { fitLine } from "./slope.ts";

/** Last values whose median is the present level. */
const stepsOfLevel = 3;

const repeat = (value: number, steps: number): number[] =>
  Array.from({ length: steps }, () => value);
const averageOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** The level of the last cycle, or of the last few values where there is no cycle. */
function lastLevel(values: readonly number[], cycle: number): number {
  const steps = Math.round(cycle);
  if (steps > values.length) return medianOf(values);
  return steps > 0 ? averageOf(values.slice(-steps)) : medianOf(values.slice(-stepsOfLevel));
}

/** The level of the newer half, in whole cycles. */
function halfLevel(values: readonly number[], cycle: number): number {
  const half = values.length / 2;
  const cycles = cycle > 0 ? Math.floor(half / cycle) : 0;
  return cycles > 0
    ? averageOf(values.slice(-Math.round(cycles * cycle)))
    : medianOf(values.slice(-Math.ceil(half)));
}

/** The line through the history, `left` of its slope after as many steps as it has values. */
function goOn(values: readonly number[], cycle: Cycle, steps: number, left: number): number[] {
  const resets = cycle.resets.filter((reset) => reset < values.length - 1);
  const { slope, end } = fitLine(values, { ...cycle, resets });
  const damping = left ** (1 / values.length);
  let share = 1;
  let grown = 0;
  return Array.from({ length: steps }, () => {
    share *= damping;
    grown += slope * share;
    return end + grown;
  });
}

/**
 * Returns the methods for a series without known season: the last level, the level of the newer
 * half; with `hasTrend` its line, straight and damped (straight alone in a series of cycles).
 */
export function youngMethods(cycle: Cycle, hasTrend: boolean): Method[] {
  const { length } = cycle;
  const level: Method = ({ values }, steps) => repeat(lastLevel(values, length), steps);
  if (!hasTrend) return [level, ({ values }, steps) => repeat(halfLevel(values, length), steps)];
  // Early backtests have too few cycles for a line, and within one all errors are alike: they
  // could not choose, so the trend's own test has to do.
  if (length > 0) return [({ values }, steps) => goOn(values, cycle, steps, 1)];
  return [
    level,
    ({ values }, steps) => goOn(values, noCycle, steps, 1),
    ({ values }, steps) => goOn(values, noCycle, steps, 0.25),
  ];
}
