import type { Cycle } from "./cycle.ts";
import { medianOf } from "./median.ts";
import { fitLine, fitSlope } from "./slope.ts";
import type { Line, Marks } from "./slope.ts";

/** Standard errors between the slope and zero from which on it is a trend: 99 %, both sides. */
const leastScore = 2.58;
/** Share of the whole slope that each part must have, and what ratio of halves is one slope. */
const leastShare = 0.4;
const mostHalfRatio = 2;
/** Marks below which each is compared with the next, for halves have too few for a line. */
const fewMarks = 8;
/** A rise over the history below this share of the noise is not worth following. */
const leastRiseOfNoise = 0.5;

/**
 * Returns the line through the history if it is a trend: its slope differs from zero with 99 %
 * sureness, both halves have it too, and it is not lost in the noise. Else undefined.
 */
export function findTrend(values: readonly number[], cycle: Cycle): Line | undefined {
  const line = fitLine(values, cycle);
  const { slope, slopeError, noise, marks } = line;
  if (!(Math.abs(slope) > leastScore * slopeError)) return undefined;
  if (Math.abs(slope) * values.length < leastRiseOfNoise * noise) return undefined;
  return isSteady(marks, slope) ? line : undefined;
}

/** Whether both halves rise alike: a level, a bend or a wave would not go on as it was. */
function isSteady(marks: Marks, slope: number): boolean {
  const count = marks.heights.length;
  if (count < fewMarks) return risesEvenly(marks);
  const half = Math.floor(count / 2);
  const cut = (from: number, to: number): Marks => ({
    places: marks.places.slice(from, to),
    heights: marks.heights.slice(from, to),
  });
  const first = fitSlope(cut(0, half));
  const second = fitSlope(cut(count - half, count));
  const [before, after] = [first.slope / slope, second.slope / slope];
  if (before < leastShare || after < leastShare) return false;
  const ratio = Math.max(before / after, after / before);
  const error = Math.hypot(first.slopeError, second.slopeError);
  return ratio <= mostHalfRatio || !(Math.abs(first.slope - second.slope) > 1.96 * error);
}

/** Whether from each mark to the next it rises by about as much as between the others. */
function risesEvenly({ places, heights }: Marks): boolean {
  const slopes = heights
    .slice(1)
    .map(
      (height, index) =>
        (height - (heights[index] ?? 0)) / ((places[index + 1] ?? 0) - (places[index] ?? 0)),
    );
  const usual = medianOf(slopes);
  return slopes.every((each) => each / usual >= leastShare && each / usual <= 1 / leastShare);
}
