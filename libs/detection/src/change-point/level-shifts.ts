/** What may be chosen for the search for level shifts. */
export interface LevelShiftOptions {
  /** Fewest values between two shifts, at least 2. Default 5: fewer are outliers, not a level. */
  readonly leastLength?: number | undefined;
  /** Most shifts returned; the search stops there. Default 50. */
  readonly mostShifts?: number | undefined;
}

/**
 * What a shift must gain, in units of noise variance · ln n. The modified Bayes information
 * criterion (Zhang and Siegmund 2007) asks 3 of a shift sought in one place; overlapping
 * intervals give chance more tries, and twice that keeps noise quiet.
 */
const leastGain = 6;
/** Shortest interval searched, in `leastLength`: fewer values don't tell noise from a level. */
const leastInterval = 8;
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

/** A split that is a shift, and how far it is above noise. */
interface Shift extends Split {
  readonly strength: number;
}

/**
 * Returns the indexes at which a new level begins, ascending, for values at even distances
 * (values that are not finite take the one before). Seeded binary segmentation (Kovács, Bühlmann,
 * Li and Munk 2023): the best split of squared error in overlapping intervals of every length,
 * n log n from running sums, strongest first; an interval that holds a shift found before is left
 * out. A split must beat two rivals: noise (a penalty that grows with the noise's own
 * autocorrelation, for slow noise looks like steps) and a straight line through the interval (a
 * ramp is a trend, not a shift).
 */
export function findLevelShifts(
  values: readonly number[],
  options: LevelShiftOptions = {},
): number[] {
  const leastLength = Math.max(2, Math.floor(options.leastLength ?? 5));
  const mostShifts = options.mostShifts ?? 50;
  const sums = sumUp(fillForward(values));
  const found: Shift[] = [];
  for (const [from, to] of seedIntervals(values.length, leastInterval * leastLength)) {
    const split = findBestSplit(sums, from, to, leastLength);
    const strength = split === undefined ? 0 : measureStrength(sums, split);
    if (split !== undefined && strength > leastGain) found.push({ ...split, strength });
  }
  found.sort((a, b) => b.strength - a.strength);
  const shifts: number[] = [];
  for (const { from, at, to } of found) {
    if (shifts.length >= mostShifts) break;
    if (!shifts.some((shift) => shift > from && shift < to)) shifts.push(at);
  }
  return shifts.toSorted((a, b) => a - b);
}

/** The whole, and intervals shorter by √2 each time that overlap by half, down to `least`. */
function seedIntervals(length: number, least: number): [number, number][] {
  const intervals: [number, number][] = [[0, length]];
  for (let size = length * Math.SQRT1_2; size >= least; size *= Math.SQRT1_2) {
    const count = Math.ceil((2 * (length - size)) / size) + 1;
    for (let index = 0; index < count; index++) {
      const from = Math.floor(Math.min((index * size) / 2, length - size));
      intervals.push([from, Math.min(length, Math.ceil(from + size))]);
    }
  }
  return intervals;
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

function findBestSplit(
  sums: Sums,
  from: number,
  to: number,
  leastLength: number,
): Split | undefined {
  let best: Split | undefined;
  const whole = errorOfLevel(sums, from, to);
  for (let at = from + leastLength; at <= to - leastLength; at++) {
    const gain = whole - errorOfLevel(sums, from, at) - errorOfLevel(sums, at, to);
    if (best === undefined || gain > best.gain) best = { from, at, to, gain };
  }
  return best;
}

/** Gain of a split over noise variance · ln n; 0 where it is none or a line fits better. */
function measureStrength(sums: Sums, { from, at, to, gain }: Split): number {
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
  if (gain <= 1e-12 * (gain + power) || power > errorOfLine(sums, from, to)) return 0;
  const raw = neighbours / (power || 1);
  // Kendall (1954): an estimate around a fitted mean is (1 + 3ρ)/n too low; each half has its own.
  const unbiased = raw + (2 * (1 + 3 * raw)) / (to - from);
  const correlation = Math.max(0, Math.min(mostAutocorrelation, unbiased));
  // Long-run variance of first-order autoregressive noise over its variance.
  const inflation = (1 + correlation) / (1 - correlation);
  const noise = (power / Math.max(1, to - from - 2)) * inflation;
  return gain / Math.max(noise * Math.log(sums.values.length), 1e-12 * gain);
}
