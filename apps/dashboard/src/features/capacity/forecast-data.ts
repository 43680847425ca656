import type { ResourceForecast } from "@headroom/contracts";

/** One instant of a forecast chart: what was used, or the median and the range of the forecast. */
export interface ForecastRow {
  readonly t: number;
  readonly used: number | null;
  readonly median: number | null;
  readonly range: readonly [number, number] | null;
}

/** A forecast chart ready to draw. `top` is the largest value the axis must show. */
export interface ForecastChartData {
  readonly rows: readonly ForecastRow[];
  readonly fromMs: number;
  readonly toMs: number;
  /** Where history ends; null without one. */
  readonly nowMs: number | null;
  readonly top: number;
}

const DAY_MS = 86_400_000;
// A wide range would press everything else flat: it is cut where it is far above all that matters.
const RANGE_ROOM = 1.6;
const FORECAST_SHARE = 2;

/**
 * Rows of history and forecast in order. Of the forecast as much is shown as is needed to see the
 * dates: up to the late one and a little more, at most twice as long as the history and a week.
 */
export function prepareForecast(
  resource: Pick<ResourceForecast, "usedHistory" | "forecast" | "limit" | "exhaustion">,
): ForecastChartData {
  const history = resource.usedHistory.map(([t, used]): ForecastRow => ({
    t,
    used,
    median: null,
    range: null,
  }));
  const last = resource.usedHistory.findLast(([, used]) => used !== null);
  const nowMs = last?.[0] ?? null;
  const fromMs = history[0]?.t ?? resource.forecast[0]?.[0] ?? 0;
  const endMs = chooseEnd(resource, fromMs, nowMs);
  const ahead = resource.forecast
    .filter(([t]) => t <= endMs && (nowMs === null || t > nowMs))
    .map(([t, p10, p50, p90]): ForecastRow => ({ t, used: null, median: p50, range: [p10, p90] }));
  // The fan starts at the last value, so that no gap stands between what was and what will be.
  const bridge: ForecastRow[] =
    last === undefined || last[1] === null || ahead.length === 0
      ? []
      : [{ t: last[0], used: last[1], median: last[1], range: [last[1], last[1]] }];
  const before = bridge.length === 0 ? history : history.filter(({ t }) => t !== last?.[0]);
  const rows = [...before, ...bridge, ...ahead].sort((a, b) => a.t - b.t);
  return { rows, fromMs, toMs: rows.at(-1)?.t ?? endMs, nowMs, top: topOf(rows, resource.limit) };
}

function chooseEnd(
  { forecast, exhaustion }: Pick<ResourceForecast, "forecast" | "exhaustion">,
  fromMs: number,
  nowMs: number | null,
): number {
  const horizonMs = forecast.at(-1)?.[0] ?? nowMs ?? fromMs;
  if (nowMs === null) return horizonMs;
  const dates = [exhaustion?.p10At, exhaustion?.p50At, exhaustion?.p90At]
    .filter((iso): iso is string => typeof iso === "string")
    .map((iso) => Date.parse(iso));
  const wanted = Math.max(nowMs + 7 * DAY_MS, ...dates.map((ms) => ms + (ms - nowMs) * 0.15));
  const most = nowMs + FORECAST_SHARE * (nowMs - fromMs) + 7 * DAY_MS;
  const needed = Math.max(nowMs + 7 * DAY_MS, ...dates.slice(0, 1), ...dates.slice(1, 2));
  return Math.min(horizonMs, Math.max(needed, Math.min(wanted, most)));
}

function topOf(rows: readonly ForecastRow[], limit: number | null): number {
  let used = 0;
  let range = 0;
  for (const row of rows) {
    used = Math.max(used, row.used ?? 0, row.median ?? 0);
    range = Math.max(range, row.range?.[1] ?? 0);
  }
  const matters = Math.max(used, limit ?? 0);
  return Math.min(range, matters * RANGE_ROOM) > matters
    ? Math.min(range, matters * RANGE_ROOM)
    : matters;
}
