import type { TrendAnswer } from "@headroom/contracts";
import { countOf } from "@/format/plural";
import { formatValue } from "@/format/unit";
import { describeInterval, describeRatio, describeStrength, formatSigned } from "./trend-words";

/** A trend in a sentence with units, the strongest facts first; null where nothing is described. */
export function summarizeTrend(trend: TrendAnswer, unit: string): string | null {
  const { level, slope } = trend;
  if (level === null || slope === null) return null;
  return [
    `Now about ${formatValue(level.value, unit)}, ${describeSlope(slope, unit)}`,
    ...seasonFacts(trend),
    ...weekFacts(trend, unit),
    trend.changes.length === 0 ? "no jumps" : countOf(trend.changes.length, "jump"),
  ]
    .join("; ")
    .concat(".");
}

/** `rising by 12 ms a day (between +10 ms and +14 ms)`, or `steady`. */
export function describeSlope(slope: NonNullable<TrendAnswer["slope"]>, unit: string): string {
  const { direction, perDay } = slope;
  if (direction === "steady") return "steady";
  const amount = formatValue(Math.abs(perDay.value), unit);
  return `${direction} by ${amount} a day (${describeInterval(perDay, unit)})`;
}

function seasonFacts({ season }: TrendAnswer): string[] {
  const facts: string[] = [];
  for (const [name, profile] of [
    ["daily", season?.daily],
    ["weekly", season?.weekly],
  ] as const) {
    if (profile && profile.strength >= 0.1) {
      facts.push(`${describeStrength(profile).toLowerCase()} ${name} season`);
    }
  }
  return facts;
}

function weekFacts({ weekOnWeek }: TrendAnswer, unit: string): string[] {
  if (weekOnWeek === null) return [];
  const { ratio, difference } = weekOnWeek;
  if (ratio !== null) {
    return ratio.low <= 1 && ratio.high >= 1
      ? ["like last week"]
      : [`${describeRatio(ratio.value)} against last week`];
  }
  return difference.low <= 0 && difference.high >= 0
    ? ["like last week"]
    : [`${formatSigned(difference.value, unit)} against last week`];
}
