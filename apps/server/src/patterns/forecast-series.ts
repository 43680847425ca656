import { forecast } from "@headroom/detection";
import type { SeriesPoint } from "@headroom/patterns";
import type { StoredForecast, StoredQuantiles } from "./stored-forms.ts";

const hourMs = 3_600_000;
/** Most values of a stored history or forecast. */
const mostStored = 400;
/** The next days are kept hour by hour, what is further away is thinned out. */
const closeSteps = 96;

/** A number with seven significant digits: half the bytes of a stored document. */
export function roundStored(value: number): number {
  return Number(value.toPrecision(7));
}

/** At most 400 steps of a forecast: the next 96 all, those after them thinned out. */
export function thinQuantiles(quantiles: readonly StoredQuantiles[]): readonly StoredQuantiles[] {
  if (quantiles.length <= mostStored) return quantiles;
  const every = Math.ceil((quantiles.length - closeSteps) / (mostStored - closeSteps - 1));
  return quantiles.filter(
    (_, index) =>
      index < closeSteps || (index - closeSteps) % every === 0 || index === quantiles.length - 1,
  );
}

/** Means of neighbours, so that at most 400 values are left. */
function thinHistory(points: readonly SeriesPoint[]): readonly (readonly [number, number])[] {
  const every = Math.ceil(points.length / mostStored);
  return Array.from({ length: Math.ceil(points.length / every) }, (_, index) => {
    const own = points.slice(index * every, (index + 1) * every);
    const mean = own.reduce((sum, { value }) => sum + value, 0) / own.length;
    return [own[0]?.atMs ?? 0, roundStored(mean)] as const;
  });
}

/**
 * Forecasts a series and keeps what is shown of it: at most 400 values of history and of forecast,
 * those of the next 96 steps all.
 */
export function forecastSeries(
  points: readonly SeriesPoint[],
  options: { readonly stepMs: number; readonly horizonMs: number; readonly nowMs: number },
): StoredForecast {
  const usable = points.filter(({ value }) => Number.isFinite(value));
  const result = forecast(
    usable.map(({ atMs, value }) => ({ timeMs: atMs, value })),
    options,
  );
  const quantiles = result.quantiles
    .filter(({ timeMs }) => timeMs >= options.nowMs - hourMs)
    .map(({ timeMs, p10, p50, p90 }): StoredQuantiles => [
      timeMs,
      roundStored(p10),
      roundStored(p50),
      roundStored(p90),
    ]);
  return {
    status: result.status,
    history: usable.length === 0 ? [] : thinHistory(usable),
    quantiles: thinQuantiles(quantiles),
    method: result.method,
    error: result.errorLastWeek?.words ?? null,
    reasons: result.reasons,
  };
}
