/** What may be chosen for the search for level shifts. */
export interface LevelShiftOptions {
  /** Fewest values between two shifts, at least 2. Default 5: fewer are outliers, not a level. */
  readonly leastLength?: number | undefined;
  /** Most shifts returned; the search stops there. Default 50. */
  readonly mostShifts?: number | undefined;
}

/**
 * Cost of one more shift in units of noise variance · ln n: a level, a place and the noise. The
 * modified Bayes information criterion of Zhang and Siegmund (2007) has the same 3.
 */
const penaltyPerShift = 3;
/** Largest autocorrelation believed: at 1 the noise would have no finite long-run variance. */
const mostAutocorrelation = 0.95;

/** Running sums of a series, so that any segment's fit costs nothing. */
interface Sums {
  readonly values: readonly number[];
  readonly sum: Float64Array;
  readonly squares: Float64Array;
  readonly products: Float64Array;
}

interface Split {
  readonly from: number;
  readonly at: number;
  readonly to: number;
  readonly gain: number;
}

/**
 * Returns the indexes at which a new level begins, ascending, for values at even distances
 * (values that are not finite take the one before). Binary segmentation (Scott and Knott 1974)
 * of the squared error from running sums: n per level of splitting, so n log n in the usual
 * case and n · `mostShifts` at worst. A split must beat two rivals: noise (a penalty that grows
 * with the noise's own autocorrelation, for slow noise looks like steps) and a straight line
 * through the segment (a ramp is a trend, not a shift).
 */
export function findLevelShifts(
  values: readonly number[],
  options: LevelShiftOptions = {},
): number[] {
  const leastLength = Math.max(2, Math.floor(options.leastLength ?? 5));
  const mostShifts = options.mostShifts ?? 50;
  const sums = sumUp(fillForward(values));
  const queue = [bestSplit(sums, 0, values.length, leastLength)];
  const shifts: number[] = [];
  for (let next = 0; next < queue.length && shifts.length < mostShifts; next++) {
    const split = queue[next];
    if (split === undefined || !isShift(sums, split)) continue;
    shifts.push(split.at);
    queue.push(bestSplit(sums, split.from, split.at, leastLength));
    queue.push(bestSplit(sums, split.at, split.to, leastLength));
  }
  return shifts.toSorted((a, b) => a - b);
}

function fillForward(values: readonly number[]): number[] {
  let last = values.find(Number.isFinite) ?? 0;
  return values.map((value) => (last = Number.isFinite(value) ? value : last));
}

/** Sums of values around the first, so that a large level costs no digits. */
function sumUp(raw: readonly number[]): Sums {
  const origin = raw[0] ?? 0;
  const values = raw.map((value) => value - origin);
  const sum = new Float64Array(values.length + 1);
  const squares = new Float64Array(values.length + 1);
  const products = new Float64Array(values.length + 1);
  values.forEach((value, index) => {
    sum[index + 1] = (sum[index] ?? 0) + value;
    squares[index + 1] = (squares[index] ?? 0) + value * value;
    products[index + 1] = (products[index] ?? 0) + index * value;
  });
  return { values, sum, squares, products };
}

const between = (sums: Float64Array, from: number, to: number): number =>
  (sums[to] ?? 0) - (sums[from] ?? 0);

/** Squared error of values [from, to) around their mean. */
function errorOfLevel({ sum, squares }: Sums, from: number, to: number): number {
  return Math.max(
    0,
    between(squares, from, to) - between(sum, from, to) ** 2 / Math.max(1, to - from),
  );
}

/** Squared error of values [from, to) around their least-squares line. */
function errorOfLine(sums: Sums, from: number, to: number): number {
  const count = to - from;
  const middle = (from + to - 1) / 2;
  const tilt = between(sums.products, from, to) - middle * between(sums.sum, from, to);
  const width = (count * (count * count - 1)) / 12;
  return Math.max(0, errorOfLevel(sums, from, to) - (width > 0 ? (tilt * tilt) / width : 0));
}

function bestSplit(sums: Sums, from: number, to: number, leastLength: number): Split | undefined {
  let best: Split | undefined;
  const whole = errorOfLevel(sums, from, to);
  for (let at = from + leastLength; at <= to - leastLength; at++) {
    const gain = whole - errorOfLevel(sums, from, at) - errorOfLevel(sums, at, to);
    if (best === undefined || gain > best.gain) best = { from, at, to, gain };
  }
  return best;
}

function isShift(sums: Sums, { from, at, to, gain }: Split): boolean {
  const left = between(sums.sum, from, at) / (at - from);
  const right = between(sums.sum, at, to) / (to - at);
  let power = 0;
  let neighbours = 0;
  let previous = 0;
  for (let index = from; index < to; index++) {
    const residual = (sums.values[index] ?? 0) - (index < at ? left : right);
    power += residual * residual;
    neighbours += residual * previous;
    previous = residual;
  }
  if (gain <= 1e-12 * (gain + power)) return false;
  const correlation = Math.max(0, Math.min(mostAutocorrelation, neighbours / (power || 1)));
  // Long-run variance of first-order autoregressive noise over its variance.
  const inflation = (1 + correlation) / (1 - correlation);
  const noise = (power / (to - from)) * inflation;
  if (gain <= penaltyPerShift * noise * Math.log(sums.values.length)) return false;
  return power <= errorOfLine(sums, from, to);
}
