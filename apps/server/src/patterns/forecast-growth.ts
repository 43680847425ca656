import { fitTheilSen, type SeriesPoint, type TrendLine } from "@headroom/patterns";
import { roundStored, thinQuantiles } from "./forecast-series.ts";
import type { StoredForecast, StoredQuantiles } from "./stored-forms.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Days that growth is read from: at least, and at most. */
const leastDays = 6;
const mostDays = 14;
/** Each half of the time must have grown by this share of the whole's pace, or it is not steady. */
const leastPaceOfHalf = 1 / 3;
const reachMs = 7 * dayMs;

function findQuantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return low + (high - low) * (place - Math.floor(place));
}

/** The median of each day with data, in the middle of the day. */
function listDays(points: readonly SeriesPoint[]): readonly SeriesPoint[] {
  const days = Map.groupBy(points, ({ atMs }) => Math.floor(atMs / dayMs));
  return [...days]
    .map(([day, own]) => ({
      atMs: (day + 0.5) * dayMs,
      value: findQuantile(
        own.map(({ value }) => value),
        0.5,
      ),
    }))
    .toSorted((left, right) => left.atMs - right.atMs);
}

/** A line through days that grew, and went on growing in both halves; undefined for any other. */
function findGrowth(days: readonly SeriesPoint[]): TrendLine | undefined {
  if (days.length < leastDays) return undefined;
  const line = fitTheilSen(days);
  if (line === undefined || !(line.slopeLowPerS > 0)) return undefined;
  const middle = Math.floor(days.length / 2);
  const halves = [days.slice(0, middle + 1), days.slice(middle)];
  const isSteady = halves.every((half) => {
    const slope = fitTheilSen(half)?.slopePerS ?? 0;
    return slope >= leastPaceOfHalf * line.slopePerS;
  });
  return isSteady ? line : undefined;
}

const toHour = (atMs: number) => Math.floor(atMs / hourMs) % 24;

const lineThrough =
  ({ atMs: startMs, slopePerS }: TrendLine, level: number) =>
  (atMs: number): number =>
    level + ((atMs - startMs) / 1000) * slopePerS;

function listRests(points: readonly SeriesPoint[], levelAt: (atMs: number) => number) {
  return points.map(({ atMs, value }) => ({ atMs, value: value - levelAt(atMs) }));
}

/**
 * Forecasts what grows steadily to a limit, hour by hour: a Theil-Sen line through the medians of
 * the last 6 to 14 days, the usual deviation at the hour of the day, and a band from the interval
 * of the slope and from what both leave over. Undefined for a series that does not grow steadily:
 * one jump is no growth.
 */
export function forecastGrowth(
  points: readonly SeriesPoint[],
  { nowMs, horizonMs }: { readonly nowMs: number; readonly horizonMs: number },
): StoredForecast | undefined {
  const recent = points.filter(
    ({ atMs, value }) => atMs >= nowMs - mostDays * dayMs && Number.isFinite(value),
  );
  const days = listDays(recent);
  const line = findGrowth(days);
  if (line === undefined) return undefined;
  // A staircase has climbed its last step already where the line is still below it.
  const level = Math.max(line.level, days.at(-1)?.value ?? line.level);
  const rests = listRests(recent, lineThrough(line, line.level));
  const profile = new Map(
    [...Map.groupBy(rests, ({ atMs }) => toHour(atMs))].map(([hour, own]) => [
      hour,
      findQuantile(
        own.map(({ value }) => value),
        0.5,
      ),
    ]),
  );
  const deviationAt = (atMs: number) => profile.get(toHour(atMs)) ?? 0;
  const left = rests.map(({ atMs, value }) => value - deviationAt(atMs));
  const levelAt = lineThrough(line, level);
  const [below, above] = [findQuantile(left, 0.1), findQuantile(left, 0.9)];
  const firstMs = Math.floor(nowMs / hourMs) * hourMs;
  const quantiles = Array.from(
    { length: Math.ceil(horizonMs / hourMs) },
    (_, index): StoredQuantiles => {
      const atMs = firstMs + index * hourMs;
      const aheadS = Math.max(0, atMs - line.atMs) / 1000;
      const expected = levelAt(atMs) + deviationAt(atMs);
      const slower = aheadS * (line.slopePerS - line.slopeLowPerS);
      const faster = aheadS * (line.slopeHighPerS - line.slopePerS);
      return [
        atMs,
        roundStored(expected - slower + Math.min(0, below)),
        roundStored(expected),
        roundStored(expected + faster + Math.max(0, above)),
      ];
    },
  );
  return {
    status: "ready",
    history: [],
    quantiles: thinQuantiles(quantiles),
    method: `Steady growth: Theil-Sen line through the medians of ${days.length} days, with the usual time of day.`,
    error: null,
    reasons: ["The band is from the interval of the slope (90 %), not from earlier forecasts."],
  };
}

const medianAt = (quantiles: readonly StoredQuantiles[], atMs: number): number | undefined =>
  quantiles.find(([timeMs]) => timeMs >= atMs)?.[2];

/**
 * Of a forecast and steady growth the one to believe: the growth where the forecast continues less
 * than half of it over the next week. Combined forecasts are cautious about trends, which is
 * right for a load and wrong for what leaks.
 */
export function preferGrowth(
  combined: StoredForecast,
  growth: StoredForecast | undefined,
  nowMs: number,
): StoredForecast {
  if (growth === undefined) return combined;
  if (combined.status === "learning") return { ...growth, history: combined.history };
  const grownBy = ({ quantiles }: StoredForecast) => {
    const start = medianAt(quantiles, nowMs);
    const end = medianAt(quantiles, nowMs + reachMs);
    return start === undefined || end === undefined ? undefined : end - start;
  };
  const [expected, line] = [grownBy(combined), grownBy(growth)];
  if (expected === undefined || line === undefined || expected >= line / 2) return combined;
  return { ...growth, history: combined.history };
}
