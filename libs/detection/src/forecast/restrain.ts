import type { Line } from "./slope.ts";

/** What a series showed when it fell back after a slow rise (or jumped back after a slow fall). */
export interface Bounds {
  readonly isFalling: boolean;
  /** The height it fell back from, which the median does not pass. */
  readonly top: number;
  /** The height it fell back to. */
  readonly foot: number;
}

/** Medians that were held back, and how much further the band reaches on each side (≥ 0). */
export interface Restrained {
  readonly values: number[];
  readonly below: number[];
  readonly above: number[];
}

const hourMs = 3_600_000;
/** How long a trend may be the time of day, and how far ahead it is straight nevertheless. */
const dayMs = 24 * hourMs;
const straightMs = 2 * hourMs;
/** Noise around a line below this share of its rise is none that traffic has. */
const cleanShare = 0.01;

/**
 * Returns after how many steps a trend is doubted: two hours where it was seen for less than a
 * day, for the time of day may bring it and end it; never where the values lie on a line as load
 * does not, or over a day was seen.
 */
export function doubtAfter({ slope, noise }: Line, used: number, stepMs: number): number {
  const isClean = noise < cleanShare * Math.abs(slope) * used;
  return isClean || used * stepMs >= dayMs ? Infinity : straightMs / stepMs;
}

/**
 * Holds the medians back. After `doubtAfter` steps what is left of the growth halves every as many
 * steps, while the band reaches from as much on the other side of the start to straight growth. Where the series fell back
 * before, the median stops at that height, and the band reaches from the foot to the straight line.
 */
export function restrain(
  straight: readonly number[],
  {
    doubtAfter: after,
    bounds,
  }: { readonly doubtAfter: number; readonly bounds: Bounds | undefined },
): Restrained {
  const start = straight[0] ?? 0;
  const below: number[] = [];
  const above: number[] = [];
  const values = straight.map((value, index) => {
    const late = Math.max(0, index + 1 - after);
    let kept = value;
    let other = value;
    if (late > 0) {
      const share = (after + (after / Math.LN2) * (1 - 2 ** (-late / after))) / (index + 1);
      kept = start + (value - start) * share;
      other = kept - 2 * (kept - start) * Math.min(1, late / after);
    }
    if (bounds !== undefined && (bounds.isFalling ? value > bounds.top : value < bounds.top)) {
      kept = bounds.isFalling ? Math.min(kept, bounds.top) : Math.max(kept, bounds.top);
      other = bounds.foot;
    }
    below.push(Math.max(0, kept - Math.min(value, other)));
    above.push(Math.max(0, Math.max(value, other) - kept));
    return kept;
  });
  return { values, below, above };
}
