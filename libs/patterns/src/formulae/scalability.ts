import { minimiseSquares, solveLinear } from "./least-squares.ts";
import type { LeastSquaresFit, Residuals } from "./least-squares.ts";

/** A measured point: instances, clients or another measure of load, and the throughput there. */
export interface LoadPoint {
  readonly load: number;
  readonly throughput: number;
}

/**
 * Coefficients of the universal scalability law: `gamma` is the throughput of one, `sigma` the
 * contention and `kappa` the coherency, both at least 0.
 */
export interface ScalabilityLaw {
  readonly gamma: number;
  readonly sigma: number;
  readonly kappa: number;
}

/** F11: throughput X(N) = γN / (1 + σ(N−1) + κN(N−1)) at a load, in the unit of γ. */
export function predictThroughput({ gamma, sigma, kappa }: ScalabilityLaw, load: number): number {
  return (gamma * load) / (1 + sigma * (load - 1) + kappa * load * (load - 1));
}

/** F11: load with the highest throughput, √((1−σ)/κ); Infinity without coherency, 1 at least. */
export function findPeakLoad({ sigma, kappa }: ScalabilityLaw): number {
  if (kappa <= 0) return Infinity;
  return Math.max(1, Math.sqrt(Math.max(0, 1 - sigma) / kappa));
}

/** F11: scaling efficiency X(N)/(N·X(1)), which is 1 for linear scaling. */
export function computeScalingEfficiency(law: ScalabilityLaw, load: number): number {
  return predictThroughput(law, load) / (load * predictThroughput(law, 1));
}

type Coefficient = keyof ScalabilityLaw;

/** Every set of coefficients that may be free; the others are at their bound, which is 0. */
const freeSets: readonly (readonly Coefficient[])[] = [
  ["gamma", "sigma", "kappa"],
  ["gamma", "sigma"],
  ["gamma", "kappa"],
  ["gamma"],
];

function readLaw(free: readonly Coefficient[], values: readonly number[]): ScalabilityLaw {
  const law = { gamma: 0, sigma: 0, kappa: 0 };
  for (const [index, name] of free.entries()) law[name] = values[index] ?? 0;
  return law;
}

function evaluateLaw(
  points: readonly LoadPoint[],
  free: readonly Coefficient[],
  values: readonly number[],
): Residuals | undefined {
  const law = readLaw(free, values);
  const rows = points.map(({ load, throughput }) => {
    const divisor = 1 + law.sigma * (load - 1) + law.kappa * load * (load - 1);
    const predicted = (law.gamma * load) / divisor;
    const slopes = {
      gamma: load / divisor,
      sigma: (-predicted * (load - 1)) / divisor,
      kappa: (-predicted * load * (load - 1)) / divisor,
    };
    return { divisor, value: predicted - throughput, slopes: free.map((name) => slopes[name]) };
  });
  // A divisor of 0 or less is a pole between the points, where the law has no meaning.
  if (!rows.every(({ divisor }) => divisor > 0 && Number.isFinite(divisor))) return undefined;
  return { values: rows.map(({ value }) => value), jacobian: rows.map(({ slopes }) => slopes) };
}

/** First guesses: the law made linear, N/X = (1 + σ(N−1) + κN(N−1))/γ, and two plain ones. */
function guessLaws(points: readonly LoadPoint[]): ScalabilityLaw[] {
  const gamma = Math.max(...points.map(({ load, throughput }) => throughput / load));
  const plain = [
    { gamma, sigma: 0.05, kappa: 1e-4 },
    { gamma, sigma: 0.5, kappa: 1e-6 },
  ];
  const terms = points.map(({ load }) => [1, load - 1, load * (load - 1)]);
  const weigh = (values: readonly number[]) =>
    [0, 1, 2].map((term) =>
      terms.reduce((total, row, index) => total + (row[term] ?? 0) * (values[index] ?? 0), 0),
    );
  const normal = [0, 1, 2].map((term) => weigh(terms.map((row) => row[term] ?? 0)));
  const right = weigh(points.map(({ load, throughput }) => load / throughput));
  const [inverse = 0, first = 0, second = 0] = solveLinear(normal, right) ?? [];
  if (!(inverse > 0)) return plain;
  return [{ gamma: 1 / inverse, sigma: first / inverse, kappa: second / inverse }, ...plain];
}

function isUsable({ load, throughput }: LoadPoint): boolean {
  return load > 0 && throughput > 0 && Number.isFinite(load) && Number.isFinite(throughput);
}

/**
 * F11: least-squares fit of the universal scalability law on throughput, with σ ≥ 0 and κ ≥ 0.
 * Where a bound is active the law is fitted again with that coefficient at 0. Points with a load or
 * throughput of 0 or less are left out. Undefined for fewer than three distinct loads. It fits
 * whatever it is given: `assessScalability` decides whether a fit may be believed.
 *
 * Source: N. J. Gunther, Guerrilla Capacity Planning, 2007.
 */
export function fitScalability(points: readonly LoadPoint[]): ScalabilityLaw | undefined {
  const usable = points.filter(isUsable);
  if (new Set(usable.map(({ load }) => load)).size < 3) return undefined;
  const guesses = guessLaws(usable);
  let best: { law: ScalabilityLaw; squares: number } | undefined;
  for (const free of freeSets) {
    for (const guess of guesses) {
      const start = free.map((name) => guess[name]);
      const fit: LeastSquaresFit | undefined = minimiseSquares(start, (values) =>
        evaluateLaw(usable, free, values),
      );
      if (fit === undefined) continue;
      const law = readLaw(free, fit.parameters);
      const isAllowed = law.gamma > 0 && law.sigma >= 0 && law.kappa >= 0;
      if (isAllowed && (best === undefined || fit.squares < best.squares)) {
        best = { law, squares: fit.squares };
      }
    }
  }
  return best?.law;
}
