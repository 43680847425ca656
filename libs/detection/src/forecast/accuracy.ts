import type { Backtest } from "./backtest.ts";

/** How wrong the same method was over the last week, or over what history a young series has. */
export interface ForecastError {
  /** Symmetric mean absolute percentage error, 0 to 200 % (Makridakis 1993). */
  readonly smapePercent: number;
  /**
   * Mean absolute scaled error (Hyndman and Koehler 2006): mean absolute error over that of
   * repeating yesterday (the last value without a daily season) at the same origins. Below 1 is
   * better than repeating.
   */
  readonly mase: number;
  /** Forecasts that were tried. */
  readonly origins: number;
  /** The same in a sentence. */
  readonly words: string;
}

/**
 * Returns the error of backtested forecasts: rows by origin of actual − forecast and actual. `span`
 * says in words which time the backtests cover ("week", "50 min").
 */
export function measureError(
  { errors, actuals, relativeError }: Omit<Backtest, "values">,
  span: string,
): ForecastError {
  let sum = 0;
  let count = 0;
  errors.forEach((row, origin) => {
    row.forEach((error, lead) => {
      const actual = actuals[origin]?.[lead] ?? 0;
      const size = Math.abs(actual) + Math.abs(actual - error);
      sum += size > 0 ? (200 * Math.abs(error)) / size : 0;
      count++;
    });
  });
  const smapePercent = count > 0 ? sum / count : 0;
  const against =
    relativeError < 0.95
      ? `${Math.round(100 * (1 - relativeError))} % better than repeating what was last seen`
      : relativeError <= 1.05
        ? "about as good as repeating what was last seen"
        : "worse than repeating what was last seen: do not rely on it";
  return {
    smapePercent,
    mase: relativeError,
    origins: errors.length,
    words: `Over the last ${span} it was off by ${smapePercent.toPrecision(2)} % on average, ${against}.`,
  };
}
