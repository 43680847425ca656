import type { TimeRange } from "./time-range.ts";

const firstSliceMs = 15 * 60_000;
const growth = 8;

/**
 * Growing parts of a range, the last one all of it, that begin at the edge a sorted page starts
 * from: the end for `desc`, the start for `asc`. A page that is full in one part is the page of
 * the whole range, so most searches read a fraction of it. `anchorMs` is where the page before
 * ended.
 */
export function growingSlices(
  range: TimeRange,
  order: "asc" | "desc",
  anchorMs: number | undefined,
): TimeRange[] {
  const { fromMs, toMs } = range;
  const edge = anchorMs ?? (order === "desc" ? toMs : fromMs);
  const slices: TimeRange[] = [];
  for (let width = Math.max(firstSliceMs, (toMs - fromMs) / 64); ; width *= growth) {
    const slice =
      order === "desc"
        ? { fromMs: Math.max(fromMs, edge - width), toMs }
        : { fromMs, toMs: Math.min(toMs, edge + width) };
    slices.push(slice);
    if (slice.fromMs <= fromMs && slice.toMs >= toMs) return slices;
  }
}

/** Rows of the first slice that has more than `limit`, or of the last one. */
export async function readFirstFull<Row>(
  slices: readonly TimeRange[],
  limit: number,
  read: (slice: TimeRange) => Promise<Row[]>,
): Promise<Row[]> {
  let rows: Row[] = [];
  for (const slice of slices) {
    rows = await read(slice);
    if (rows.length > limit) break;
  }
  return rows;
}
