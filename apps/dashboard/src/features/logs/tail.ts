import type { LogRecord } from "@headroom/contracts";
import { mergeRecords } from "./log-keys";

/** Records stay queryable a moment after their time; each poll looks back this far again. */
export const TAIL_OVERLAP_MS = 30_000;
/** Newer records that are kept on top; then the list has to start anew. */
export const MAX_TAIL = 2_000;

/** What arrived after the list was loaded. `brokenOff`: more came than one answer could hold. */
export interface Tail {
  readonly records: readonly LogRecord[];
  readonly brokenOff: boolean;
}

/** A tail that has seen nothing yet. */
export const EMPTY_TAIL: Tail = { records: [], brokenOff: false };

/** Start of the next poll, in Unix milliseconds, for a list that was loaded up to `anchorMs`. */
export function tailFromMs(tail: Tail, anchorMs: number): number {
  const newest = tail.records[0];
  const newestMs = newest === undefined ? anchorMs : Math.max(anchorMs, Date.parse(newest.time));
  return newestMs - TAIL_OVERLAP_MS;
}

/**
 * The tail after one poll. `loaded` are the records the list began with, newest first; those are
 * not taken again. An answer that was cut off and does not reach back to what is known leaves a
 * hole, so the tail says that it broke off.
 */
export function growTail(
  tail: Tail,
  loaded: readonly LogRecord[],
  answer: { readonly items: readonly LogRecord[]; readonly nextCursor: string | null },
): Tail {
  const known = mergeRecords(tail.records, loaded);
  const merged = mergeRecords(answer.items, known);
  const loadedSet = new Set(loaded);
  const records = merged.filter((record) => !loadedSet.has(record));
  const oldest = answer.items.at(-1)?.time ?? "";
  const reaches = answer.nextCursor === null || (known[0] !== undefined && oldest <= known[0].time);
  return { records, brokenOff: tail.brokenOff || !reaches || records.length > MAX_TAIL };
}
