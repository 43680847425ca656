import { badQuery } from "../conditions.ts";
import type { Conditions } from "../conditions.ts";
import { checkRange, nsOfMs } from "../time-range.ts";
import type { TimeRange } from "../time-range.ts";

/** Parts of a window, in order and apart, that stand for the whole of it. */
export type TimeSlices = readonly TimeRange[];

/** What a query for evidence is about: one service in parts of a window. */
export interface SliceSelection {
  readonly service: string;
  readonly slices: TimeSlices;
}

const maxSlices = 24;

/**
 * Slices of a window that hold about `budget` of its `spans`: the whole window where it holds no
 * more, else `count` equal slices, one at the end of each equal part. Few long slices read less
 * than many short ones, since spans lie together by operation and time.
 */
export function sliceWindow(
  range: TimeRange,
  {
    spans,
    budget,
    count,
  }: { readonly spans: number; readonly budget: number; readonly count: number },
): TimeSlices {
  checkRange(range);
  if (spans <= budget) return [{ fromMs: range.fromMs, toMs: range.toMs }];
  const partMs = (range.toMs - range.fromMs) / count;
  const lengthMs = Math.max(1, (partMs * budget) / spans);
  return Array.from({ length: count }, (_, index) => {
    const toMs = Math.round(range.fromMs + (index + 1) * partMs);
    return { fromMs: Math.round(toMs - lengthMs), toMs };
  });
}

/** Slices that go on for `extraMs`, for what follows their spans; those that meet become one. */
export function extendSlices(slices: TimeSlices, extraMs: number): TimeSlices {
  const extended: TimeRange[] = [];
  for (const { fromMs, toMs } of slices) {
    const last = extended.at(-1);
    const end = toMs + extraMs;
    if (last !== undefined && fromMs <= last.toMs) extended.splice(-1, 1, { ...last, toMs: end });
    else extended.push({ fromMs, toMs: end });
  }
  return extended;
}

/** Restricts `timestamp` to the slices. Throws `bad_query` for none or more than 24 of them. */
export function addSlices(conditions: Conditions, slices: TimeSlices): void {
  if (slices.length === 0 || slices.length > maxSlices) {
    throw badQuery(`Choose between 1 and ${maxSlices} parts of the window.`);
  }
  const ranges = slices.map((slice) => {
    checkRange(slice);
    const from = conditions.bind("Int64", nsOfMs(slice.fromMs));
    const to = conditions.bind("Int64", nsOfMs(slice.toMs));
    return `(timestamp >= fromUnixTimestamp64Nano(${from}, 'UTC') AND timestamp < fromUnixTimestamp64Nano(${to}, 'UTC'))`;
  });
  conditions.add(`(${ranges.join("\n    OR ")})`);
}

/** Restricts spans to the service and the slices. */
export function addSelection(conditions: Conditions, { service, slices }: SliceSelection): void {
  conditions.add(`service_name = ${conditions.bind("String", service)}`);
  addSlices(conditions, slices);
}
