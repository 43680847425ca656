import type { Grid } from "./grid.ts";
import type { YoungForecast } from "./young.ts";

/** Returns a duration in words, in the unit that suits it. */
export function describeDuration(durationMs: number): string {
  const say = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? "" : "s"}`;
  const minutes = durationMs / 60_000;
  if (minutes >= 48 * 60) return say(Math.floor(minutes / 1440), "day");
  if (minutes >= 120 || minutes === 60 || minutes === 0)
    return say(Math.floor(minutes / 60), "hour");
  if (minutes >= 1) return `${Math.floor(minutes)} min`;
  return `${Math.round(durationMs / 100) / 10} s`;
}

/** Returns what weakens any forecast on a grid: holes, and an end before now. */
export function explainGaps({ endMs, stepMs, filledShare }: Grid, nowMs: number): string[] {
  const reasons: string[] = [];
  if (filledShare > 0.1)
    reasons.push(`${Math.round(100 * filledShare)} % of the steps had no data and were filled.`);
  if (nowMs - endMs > 2 * stepMs)
    reasons.push(`The data end ${describeDuration(nowMs - endMs)} ago.`);
  return reasons;
}

/** Returns what the forecast of a young series rests on. */
export function describeYoung({ hasTrend, used }: YoungForecast, stepMs: number): string {
  const parts = hasTrend ? "level and trend" : "the level";
  return `Weighted median of methods from ${parts} over ${describeDuration(used * stepMs)}, without a season.`;
}

/** Returns what weakens the forecast of a young series, in sentences. */
export function explainYoung(
  grid: Grid,
  found: YoungForecast,
  asked: {
    readonly wanted: number;
    readonly mostSteps: number;
    readonly nowMs: number;
    readonly seasonMs: number;
  },
): string[] {
  const { stepMs } = grid;
  const say = (steps: number): string => describeDuration(steps * stepMs);
  const parts = found.hasTrend ? "level and trend" : "the level";
  const reasons = [
    `Less than ${asked.seasonMs / 86_400_000} days of history: no daily season is known, so ${parts} alone ${found.hasTrend ? "are" : "is"} continued.`,
  ];
  if (!found.hasTrend) reasons.push("No steady trend stands out from the noise.");
  if (found.isShifted)
    reasons.push(`The level shifted ${say(found.used)} ago; what was before is left out.`);
  if (found.hasFallenBack)
    reasons.push(
      found.hasTrend
        ? `It fell back ${say(found.used)} ago after a rise or fall like this one; the median stays within that height, the band does not.`
        : `It fell back ${say(found.used)} ago; what was before is left out.`,
    );
  if (found.values.length > found.straightSteps)
    reasons.push(
      `The time of day may bring this trend and end it: beyond ${say(found.straightSteps)} less of it is continued and the band is wider.`,
    );
  if (found.cycle > 0)
    reasons.push(`It repeats about every ${say(found.cycle)}; that is averaged.`);
  if (found.values.length < asked.wanted)
    reasons.push(
      found.values.length === asked.mostSteps
        ? `It ends after ${asked.mostSteps} steps: choose longer ones to see further.`
        : `${say(found.used)} of history carry a forecast of ${say(found.values.length)}; it ends there.`,
    );
  reasons.push(...explainGaps(grid, asked.nowMs));
  if (found.result.relativeError > 1.05)
    reasons.push("It did worse than repeating what was last seen.");
  return reasons;
}
