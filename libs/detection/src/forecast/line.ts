import { medianOf } from "./median.ts";
import type { History } from "./history.ts";

/** Blocks (days, or single steps where there is no day) that a line is drawn through. */
const mostBlocks = 14;

/** How a line goes on. */
interface LineOptions {
  /** What is left of the slope after each day (or block), 0 to 1; 1 goes on straight. */
  readonly dailyDamping: number;
}

/** Growth from block to block: the median of the slopes between their medians. */
function slopeOf(values: readonly number[], block: number, blocks: number): number {
  const { length } = values;
  const medians = Array.from({ length: blocks }, (_, back) =>
    medianOf(values.slice(length - (back + 1) * block, length - back * block)),
  );
  return medianOf(
    medians.flatMap((newer, index) =>
      medians.slice(index + 1).map((older, distance) => (newer - older) / (distance + 1)),
    ),
  );
}

/** Growth over a day where there are two: the median over the times of day (Hirsch et al. 1982). */
function slopeOfTwoDays(values: readonly number[], day: number): number {
  const { length } = values;
  return medianOf(
    Array.from(
      { length: day },
      (_, back) => (values[length - 1 - back] ?? 0) - (values[length - 1 - back - day] ?? 0),
    ),
  );
}

/**
 * Returns `steps` values of the recent season on a line. The slope is the median of the slopes
 * between the medians of the last days (Theil 1950, Sen 1968): a fifth of the days may be wild.
 * Damping after Gardner and McKenzie (1985): growth seldom goes on for ever.
 */
export function continueLine(
  { values, day }: History,
  steps: number,
  { dailyDamping }: LineOptions,
): number[] {
  const block = Math.max(1, day);
  const blocks = Math.min(mostBlocks, Math.floor(values.length / block));
  const length = values.length;
  if (blocks < (day > 0 ? 2 : 3))
    return Array.from({ length: steps }, () => values[length - 1] ?? 0);
  const slope =
    (blocks < 3 ? slopeOfTwoDays(values, block) : slopeOf(values, block, blocks)) / block;
  const recent = Math.min(blocks, 7) * block;
  const profile = Array.from({ length: block }, (_, phase) => {
    const same: number[] = [];
    for (let at = length - recent + phase; at < length; at += block)
      same.push((values[at] ?? 0) - slope * (at - (length - 1)));
    return medianOf(same);
  });
  const damping = dailyDamping ** (1 / block);
  let left = 1;
  let grown = 0;
  return Array.from({ length: steps }, (_, index) => {
    left *= damping;
    grown += slope * left;
    return (profile[index % block] ?? 0) + grown;
  });
}
