/** Two-sided 95 % limit of the standard normal distribution. */
export const normalLimit95 = 1.959_963_984_540_054;

/** From here on the continued fraction is exact to double precision within its 80 steps. */
const tailFrom = 2.5;

/**
 * Returns the probability that a standard normal value is beyond ±|z|: the power series of the
 * integral in the middle, its continued fraction in the tail (Abramowitz and Stegun 26.2.10 and
 * 26.2.14), so that small chances keep their digits.
 */
export function pValueOfNormal(z: number): number {
  if (Number.isNaN(z)) return 1;
  const x = Math.abs(z);
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (x >= tailFrom) {
    let fraction = x;
    for (let step = 80; step >= 1; step--) fraction = x + step / fraction;
    return (2 * density) / fraction;
  }
  let term = x;
  let sum = x;
  for (let odd = 3; term > 1e-17 * sum; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return Math.max(0, 1 - 2 * density * sum);
}

/**
 * Returns the probability that Student's t with `freedom` degrees is beyond ±|t|: the regularised
 * incomplete beta function I_{v/(v+t²)}(v/2, 1/2) (Abramowitz and Stegun 26.7.1); 1 without
 * freedom.
 */
export function pValueOfStudent(t: number, freedom: number): number {
  if (!(freedom > 0) || Number.isNaN(t)) return 1;
  if (!Number.isFinite(t)) return 0;
  return Math.min(1, incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5));
}

/** ln Γ(x), x > 0: Stirling's series from 10 on (Abramowitz and Stegun 6.1.41), recurrence below. */
function logGamma(x: number): number {
  let shift = 0;
  let y = x;
  for (; y < 10; y++) shift += Math.log(y);
  const inverse = 1 / (y * y);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / y;
  return (y - 0.5) * Math.log(y) - y + Math.log(2 * Math.PI) / 2 + series - shift;
}

function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
  );
  // The fraction converges fast on one side of the mean only.
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

/** The beta function's continued fraction (DLMF 8.17.22), evaluated forwards (Lentz 1976). */
function betaFraction(x: number, a: number, b: number): number {
  const guard = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let step = 1; step <= 200; step++) {
    const even = (step * (b - step) * x) / ((a + 2 * step - 1) * (a + 2 * step));
    d = 1 / guard(1 + even * d);
    c = guard(1 + even / c);
    result *= d * c;
    const odd = (-(a + step) * (a + b + step) * x) / ((a + 2 * step) * (a + 2 * step + 1));
    d = 1 / guard(1 + odd * d);
    c = guard(1 + odd / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < 1e-12) break;
  }
  return result;
}
