/** Residuals of a model at some parameters, and their derivatives by each parameter. */
export interface Residuals {
  readonly values: readonly number[];
  readonly jacobian: readonly (readonly number[])[];
}

/** Parameters found, and the sum of squared residuals there. */
export interface LeastSquaresFit {
  readonly parameters: readonly number[];
  readonly squares: number;
}

const maximumSteps = 500;
const maximumDamping = 1e12;
const relativeGain = 1e-15;

/** Sum of products of two lists of the same length. */
function multiply(left: readonly number[], right: readonly number[]): number {
  return left.reduce((total, value, index) => total + value * (right[index] ?? 0), 0);
}

/**
 * Solves a small square system by Gaussian elimination with partial pivoting. Undefined where the
 * matrix is singular.
 */
export function solveLinear(
  matrix: readonly (readonly number[])[],
  right: readonly number[],
): number[] | undefined {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0]);
  const size = rows.length;
  for (let column = 0; column < size; column += 1) {
    const below = rows.slice(column);
    const pivot = below.reduce((best, row) =>
      Math.abs(row[column] ?? 0) > Math.abs(best[column] ?? 0) ? row : best,
    );
    const head = pivot[column] ?? 0;
    if (head === 0 || !Number.isFinite(head)) return undefined;
    const rest = rows.filter((row) => row !== pivot);
    const scaled = pivot.map((value) => value / head);
    const cleared = rest.map((row) =>
      row.map((value, index) => value - (row[column] ?? 0) * (scaled[index] ?? 0)),
    );
    rows.splice(0, size, ...cleared.slice(0, column), scaled, ...cleared.slice(column));
  }
  return rows.map((row) => row[size] ?? Number.NaN);
}

/**
 * Minimises the sum of squared residuals by the Levenberg-Marquardt method with Marquardt's
 * scaling, so that the units of the parameters do not matter. `evaluate` returns undefined where
 * the parameters are not allowed; such steps are not taken. Undefined where it starts there.
 *
 * Source: D. W. Marquardt, An algorithm for least-squares estimation of nonlinear parameters, 1963.
 */
export function minimiseSquares(
  start: readonly number[],
  evaluate: (parameters: readonly number[]) => Residuals | undefined,
): LeastSquaresFit | undefined {
  let parameters = start;
  let current = evaluate(parameters);
  if (current === undefined) return undefined;
  let squares = multiply(current.values, current.values);
  let damping = 1e-3;
  for (let step = 0; step < maximumSteps && damping < maximumDamping; step += 1) {
    const moved = takeStep(parameters, current, damping);
    const next = moved === undefined ? undefined : evaluate(moved);
    const nextSquares = next === undefined ? Infinity : multiply(next.values, next.values);
    if (moved === undefined || next === undefined || !(nextSquares < squares)) {
      damping *= 4;
      continue;
    }
    const gain = (squares - nextSquares) / squares;
    [parameters, current, squares] = [moved, next, nextSquares];
    damping = Math.max(1e-12, damping / 5);
    if (gain < relativeGain || squares === 0) break;
  }
  return { parameters, squares };
}

/** One damped step: (JᵀJ + λ·diag(JᵀJ))·δ = −Jᵀr. */
function takeStep(
  parameters: readonly number[],
  { values, jacobian }: Residuals,
  damping: number,
): number[] | undefined {
  const columns = parameters.map((_, index) => jacobian.map((row) => row[index] ?? 0));
  const normal = columns.map((left, row) =>
    columns.map((right, column) => multiply(left, right) * (row === column ? 1 + damping : 1)),
  );
  const descent = columns.map((column) => -multiply(column, values));
  const step = solveLinear(normal, descent);
  return step?.map((delta, index) => (parameters[index] ?? 0) + delta);
}
