import { badQuery } from "./conditions.ts";
import type { Conditions } from "./conditions.ts";
import { checkRange, nsOfMs } from "./time-range.ts";
import type { TimeRange } from "./time-range.ts";

/**
 * Sliding windows of a rule; all times are whole ms. Window k = 0, 1, … `count` − 1 is
 * (firstToMs + k·stepMs − windowMs, firstToMs + k·stepMs].
 */
export interface WindowGrid {
  readonly windowMs: number;
  /** End of window 0. */
  readonly firstToMs: number;
  readonly stepMs: number;
  /** At most 200. */
  readonly count: number;
}

/** A group and its windows that have data, by number. */
export interface GroupWindows {
  readonly labels: readonly string[];
  readonly values: readonly (readonly [slot: number, value: number | null])[];
}

/** Groups of a grid, at most 1,000. */
export interface GroupWindowsAnswer {
  readonly groups: readonly GroupWindows[];
  readonly truncated: boolean;
}

/** Most groups of an answer. */
export const maxGroups = 1_000;

const maxWindows = 200;

/** The range of window k. */
export function windowAt({ windowMs, firstToMs, stepMs }: WindowGrid, k: number): TimeRange {
  const toMs = firstToMs + k * stepMs;
  return { fromMs: toMs - windowMs, toMs };
}

/** From the start of the first window to the end of the last. */
export function spanOf(grid: WindowGrid): TimeRange {
  return {
    fromMs: windowAt(grid, 0).fromMs,
    toMs: windowAt(grid, grid.count - 1).toMs,
  };
}

/** Windows from number `start` up to `end` without it, as a grid of their own. */
export function sliceGrid(grid: WindowGrid, start: number, end: number): WindowGrid {
  return { ...grid, firstToMs: windowAt(grid, start).toMs, count: end - start };
}

/** Throws `bad_query` unless the windows are whole, not empty and at most 200. */
export function checkGrid(grid: WindowGrid): void {
  const { windowMs, firstToMs, stepMs, count } = grid;
  if (![windowMs, firstToMs, stepMs, count].every(Number.isSafeInteger)) {
    throw badQuery("Windows begin, end and move on by whole milliseconds.");
  }
  if (windowMs <= 0 || stepMs <= 0) {
    throw badQuery("The window and the step must be longer than 0 ms.");
  }
  if (count < 1 || count > maxWindows) {
    throw badQuery(`Ask for 1 to ${maxWindows} windows; a longer step needs fewer.`);
  }
  checkRange(spanOf(grid));
}

/** SQL: how many of the instants origin, origin + step, origin + 2·step, … lie before `time`. */
export function stepsBeforeSql(time: string, origin: string, step: string): string {
  return `if(${time} > ${origin}, intDiv(${time} - ${origin} - 1, ${step}) + 1, 0)`;
}

/** A grid as SQL over times in ns. */
export interface GridSql {
  /** The first window that ends at a time or after it. */
  firstWindow(timeNs: string): string;
  /** One more than the last window that begins before a time. */
  endWindow(timeNs: string): string;
  /** One more than the last window whose reading begins before a time, `originNs` for window 0. */
  endFrom(timeNs: string, originNs: string): string;
}

/** Binds a grid. A record of time t is in the windows from `firstWindow(t)` to `endWindow(t)`. */
export function bindGrid(conditions: Conditions, grid: WindowGrid): GridSql {
  const { fromMs, toMs } = windowAt(grid, 0);
  const from = conditions.bind("Int64", nsOfMs(fromMs));
  const to = conditions.bind("Int64", nsOfMs(toMs));
  const step = conditions.bind("Int64", nsOfMs(grid.stepMs));
  const count = conditions.bind("Int64", String(grid.count));
  const endFrom = (timeNs: string, originNs: string): string =>
    `least(${count}, ${stepsBeforeSql(timeNs, originNs, step)})`;
  return {
    firstWindow: (timeNs) => stepsBeforeSql(timeNs, to, step),
    endWindow: (timeNs) => endFrom(timeNs, from),
    endFrom,
  };
}
