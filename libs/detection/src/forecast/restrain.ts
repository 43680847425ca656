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

/** Share of the growth by which the band of a trend that is not clean is wider on both sides. */
const doubtedShare = 0.3;

/** How far a trend is believed. */
export interface Belief {
  /** Steps after which its growth is held back. */
  readonly straightSteps: number;
  /** Share of its growth that the band is wider by. */
  readonly doubtedShare: number;
}

/** Belief in a trend that leaves no doubt, and in a level. */
export const fullBelief: Belief = { straightSteps: Infinity, doubtedShare: 0 };

/**
 * Returns how far to believe a trend: fully where the values lie on a line as load does not; else
 * with a wider band, and straight for two hours where it was seen for less than a day, for the
 * time of day may bring it and end it.
 */
export function believe({ slope, noise }: Line, used: number, stepMs: number): Belief {
  if (noise < cleanShare * Math.abs(slope) * used) return fullBelief;
  return {
    straightSteps: used * stepMs >= dayMs ? Infinity : straightMs / stepMs,
    doubtedShare,
  };
}

/**
 * Holds the medians back. After `straightSteps` what is left of the growth halves every as many
 * steps, while the band reaches from as far on the other side of the start to straight growth.
 * Where the series fell back before, the median stops at that height, and the band reaches from
 * the foot to the straight line.
 */
export function restrain(
  straight: readonly number[],
  { straightSteps, doubtedShare: share }: Belief,
  bounds: Bounds | undefined,
): Restrained {
  const start = straight[0] ?? 0;
  const below: number[] = [];
  const above: number[] = [];
  const values = straight.map((value, index) => {
    const late = Math.max(0, index + 1 - straightSteps);
    let kept = value;
    let other = value;
    if (late > 0) {
      const left = (straightSteps / Math.LN2) * (1 - 2 ** (-late / straightSteps));
      kept = start + ((value - start) * (straightSteps + left)) / (index + 1);
      other = kept - 2 * (kept - start) * Math.min(1, late / straightSteps);
    }
    if (bounds !== undefined && (bounds.isFalling ? value > bounds.top : value < bounds.top)) {
      kept = bounds.isFalling ? Math.min(kept, bounds.top) : Math.max(kept, bounds.top);
      other = bounds.foot;
    }
    const doubt = share * Math.abs(kept - start);
    below.push(Math.max(doubt, kept - Math.min(value, other)));
    above.push(Math.max(doubt, Math.max(value, other) - kept));
    return kept;
  });
  return { values, below, above };
}
