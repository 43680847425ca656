import type { Trend } from "@headroom/analysis";
import type { Range } from "../telemetry/range.ts";

const dayMs = 86_400_000;
/** From this strength on a season is taken off, as `describeTrend` does. */
const leastStrength = 0.1;

type Described = Extract<Trend, { status: "described" }>;

/**
 * The trend to show of a range: its own, with season and weeks from the longer history. Where the
 * history shows a season that the range is too short for (three days for a daily one, two weeks
 * for a weekly one), level, slope and jumps come from the history too, jumps only those inside the
 * range: else a day's swing would be told as a slope.
 */
export function combineTrends(own: Trend, long: Trend | undefined, range: Range): Trend {
  if (long?.status !== "described") return isShort(range) ? withoutSeason(own) : own;
  if (own.status !== "described" || needsHistory(long, range)) return cutToRange(long, range);
  const season = own.season.weekly === undefined ? long.season : own.season;
  const weekOnWeek = long.weekOnWeek ?? own.weekOnWeek;
  return { ...own, season, weekOnWeek, sentence: say({ ...own, season, weekOnWeek }) };
}

const isShort = ({ fromMs, toMs }: Range): boolean => toMs - fromMs < dayMs;

// No history is read for a short range: that there is too little would be wrong to say.
function withoutSeason(own: Trend): Trend {
  if (own.status !== "described") return own;
  const season = {
    ...own.season,
    sentence: "Season: choose a range of a day or more to see it.",
  };
  return { ...own, season, sentence: say({ ...own, season }) };
}

function needsHistory({ season: { daily, weekly } }: Described, range: Range): boolean {
  const spanDays = (range.toMs - range.fromMs) / dayMs;
  return (
    (spanDays < 3 && (daily?.strength ?? 0) >= leastStrength) ||
    (spanDays < 14 && (weekly?.strength ?? 0) >= leastStrength)
  );
}

function cutToRange(long: Described, range: Range): Described {
  const changes = long.changes.filter(
    ({ timeMs }) => timeMs >= range.fromMs && timeMs < range.toMs,
  );
  const cut = { ...long, changes };
  const days = Math.round((Number(long.inputs["lastMs"]) - Number(long.inputs["firstMs"])) / dayMs);
  return {
    ...cut,
    sentence: `Over the last ${days} days, season taken off: ${say(cut)}`,
    inputs: { ...long.inputs, rangeFromMs: range.fromMs, rangeToMs: range.toMs },
  };
}

function say({ level, slope, season, changes, weekOnWeek }: Described): string {
  const latest = changes.findLast(({ sureness }) => sureness !== "low");
  return [level, slope, season, latest, weekOnWeek]
    .flatMap((part) => (part === undefined ? [] : [part.sentence]))
    .join(" ");
}
