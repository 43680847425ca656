import { findLevelShifts } from "../change-point/level-shifts.ts";
import type { Grid } from "./grid.ts";
import { medianOf } from "./median.ts";
import type { History } from "./history.ts";

/**
 * Returns the history with every segment before a level shift moved to the level of the last
 * one (medians without season), and how many shifts there were: the season stays known, the
 * former level is forgotten. A level must have lasted a day (eight steps where there is none).
 */
export function alignLevels({ values, day, week }: Grid): {
  readonly history: History;
  readonly shifts: number;
} {
  const rest = removeSeason(values, day);
  const shifts = findLevelShifts(rest, { leastLength: Math.max(8, day), mostShifts: 8 });
  if (shifts.length === 0) return { history: { values, day, week }, shifts: 0 };
  const bounds = [0, ...shifts, values.length];
  const levels = bounds
    .slice(0, -1)
    .map((from, segment) => medianOf(rest.slice(from, bounds[segment + 1])));
  const last = levels.at(-1) ?? 0;
  let segment = 0;
  const aligned = values.map((value, index) => {
    while (index >= (bounds[segment + 1] ?? Infinity)) segment++;
    return value + last - (levels[segment] ?? last);
  });
  return { history: { values: aligned, day, week }, shifts: shifts.length };
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
