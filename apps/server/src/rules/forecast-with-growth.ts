import { forecast, type Forecast, type ForecastOptions, type Point } from "@headroom/detection";
import { forecastGrowth, preferGrowth } from "../patterns/forecast-growth.ts";
import type { StoredForecast } from "../patterns/stored-forms.ts";

/**
 * A forecast, or for what grows steadily towards a limit the line of its growth: the same choice as
 * on the capacity page, so that a rule fires for the date that is shown there.
 */
export function forecastWithGrowth(points: readonly Point[], options: ForecastOptions): Forecast {
  const combined = forecast(points, options);
  const series = points.map(({ timeMs, value }) => ({ atMs: timeMs, value }));
  const growth = forecastGrowth(series, options);
  if (growth === undefined) return combined;
  const plain: StoredForecast = {
    status: combined.status,
    history: [],
    quantiles: combined.quantiles.map(({ timeMs, p10, p50, p90 }) => [timeMs, p10, p50, p90]),
    method: combined.method,
    error: null,
    reasons: combined.reasons,
  };
  const chosen = preferGrowth(plain, growth, options.nowMs);
  if (chosen.method === plain.method) return combined;
  return {
    status: "ready",
    season: "daily",
    quantiles: chosen.quantiles.map(([timeMs, p10, p50, p90]) => ({ timeMs, p10, p50, p90 })),
    errorLastWeek: undefined,
    method: chosen.method,
    reasons: [...chosen.reasons],
  };
}
