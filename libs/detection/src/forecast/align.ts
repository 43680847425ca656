import { findLevelShifts } from "../change-point/level-shifts.ts";
import type { Grid } from "./grid.ts";
import type { History } from "./history.ts";
import { medianOf } from "./median.ts";

/** Blocks (days, or eight steps) that a level must have lasted: less may be an incident. */
const leastBlocks = 3;
const stepsWithoutDay = 8;

/**
 * Returns the history with every segment before a level shift moved to the level of the last
 * one (medians without season), and how many shifts there were: the season stays known, the
 * former level is forgotten. Shifts are sought in the medians of whole days, which neither the
 * time of day nor single outliers move, and then placed to the step.
 */
export function alignLevels({ values, day, week }: Grid): {
  readonly history: History;
  readonly shifts: number;
} {
  const rest = removeSeason(values, day);
  const block = day > 0 ? day : stepsWithoutDay;
  const offset = rest.length % block;
  const medians = Array.from({ length: Math.floor(rest.length / block) }, (_, index) =>
    medianOf(rest.slice(offset + index * block, offset + (index + 1) * block)),
  );
  const found = findLevelShifts(medians, { leastLength: leastBlocks, mostShifts: 8 });
  if (found.length === 0) return { history: { values, day, week }, shifts: 0 };
  const bounds = [0, ...found.map((index) => offset + index * block), values.length];
  const levels = bounds
    .slice(0, -1)
    .map((from, segment) => medianOf(rest.slice(from, bounds[segment + 1])));
  const last = levels.at(-1) ?? 0;
  const starts = levels.map((level, segment) =>
    segment === 0
      ? 0
      : placeShift(rest, bounds[segment] ?? 0, block, [levels[segment - 1] ?? 0, level]),
  );
  let segment = 0;
  const aligned = values.map((value, index) => {
    while (index >= (starts[segment + 1] ?? Infinity)) segment++;
    return value + last - (levels[segment] ?? last);
  });
  return { history: { values: aligned, day, week }, shifts: found.length };
}

/** The step within a block of `near` at which the values change from one level to the other. */
function placeShift(
  rest: readonly number[],
  near: number,
  block: number,
  [before, after]: readonly [number, number],
): number {
  const first = Math.max(0, near - block);
  let best = first;
  let least = 0;
  let error = 0;
  // The error of a later start, against one at the first step that is tried.
  for (let index = first; index < Math.min(rest.length, near + block); index++) {
    if (error < least) {
      least = error;
      best = index;
    }
    const value = rest[index] ?? 0;
    error += Math.abs(value - before) - Math.abs(value - after);
  }
  return best;
}

/** Values less the median at their time of day. */
function removeSeason(values: readonly number[], day: number): number[] {
  if (day === 0) return values.slice();
  const profile = Array.from({ length: day }, (_, phase) => {
    const same: number[] = [];
    for (let at = phase; at < values.length; at += day) same.push(values[at] ?? 0);
    return medianOf(same);
  });
  return values.map((value, index) => value - (profile[index % day] ?? 0));
}
