import { formatElapsed } from "@/format/elapsed";
import { formatInstant } from "@/format/instant";
import { formatDigits } from "@/format/number";
import { formatValue } from "@/format/unit";
import type { BadgeTone } from "@/components/ui/badge";
import type { ChangePoint, Interval, Releases, SeasonProfile, WeekComparison } from "./trend-types";

const MINUS = "−";

/** A value with its sign: `+12 ms`, `−3 %`, `0`. */
export function formatSigned(value: number, unit: string): string {
  if (value === 0) return formatValue(0, unit);
  return `${value > 0 ? "+" : MINUS}${formatValue(Math.abs(value), unit)}`;
}

/** An interval in words: `between −2 ms and +14 ms`. */
export function describeInterval({ low, high }: Interval, unit: string): string {
  return `between ${formatSigned(low, unit)} and ${formatSigned(high, unit)}`;
}

/** What a slope is, for people. */
export const directionWords = {
  rising: "Rising",
  falling: "Falling",
  steady: "Steady",
} as const;

/** A ratio as a change: `+12 %`, `−30 %`, `3.2 times`. */
export function describeRatio(ratio: number): string {
  if (ratio >= 2) return `${formatDigits(ratio)} times`;
  const percent = Number(((ratio - 1) * 100).toFixed(Math.abs(ratio - 1) < 0.1 ? 1 : 0));
  if (percent === 0) return "The same";
  return `${percent > 0 ? "+" : MINUS}${formatDigits(Math.abs(percent))} %`;
}

/** A jump in words: `350 ms → 900 ms (+550 ms)`. */
export function describeJump(change: ChangePoint, unit: string): string {
  const { before, after } = change;
  return `${formatValue(before, unit)} → ${formatValue(after, unit)} (${formatSigned(after - before, unit)})`;
}

/** Time of a jump without seconds. */
export function jumpTime({ at }: Pick<ChangePoint, "at">): string {
  return formatInstant(Math.floor(Date.parse(at) / 60_000) * 60_000);
}

/** Colours of a sureness; the badge says it in words, too. */
export const surenessTone: Readonly<Record<ChangePoint["sureness"], BadgeTone>> = {
  high: "accent",
  medium: "neutral",
  low: "outline",
};

/** Strength below which a profile is noise. */
export const NO_SEASON = 0.1;

/** How strong a season is: `Strong (82 %)`; below a tenth there is none. */
export function describeStrength({ strength }: SeasonProfile): string {
  if (strength < NO_SEASON) return "None";
  const word = strength >= 0.6 ? "Strong" : strength >= 0.3 ? "Clear" : "Weak";
  return `${word} (${formatDigits(Math.round(strength * 100))} %)`;
}

/** When a profile is highest and lowest, and by how much: `highest 14:00, +120 ms`. */
export function describePeak(profile: SeasonProfile, unit: string): string {
  const values = profile.profile;
  const peak = Math.max(...values);
  const at = values.indexOf(peak);
  if (values.length === 0 || profile.strength < NO_SEASON) return "";
  return `highest ${slotName(profile, at)}, ${formatSigned(peak, unit)}`;
}

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const HOUR_MS = 3_600_000;

/** A slot of a profile, in UTC: `14:15` of a day, `Tue 14:00` of a week. */
export function slotName({ periodMs, slotMs }: SeasonProfile, slot: number): string {
  const atMs = slot * slotMs;
  const inDay = atMs % (24 * HOUR_MS);
  const hour = String(Math.floor(inDay / HOUR_MS)).padStart(2, "0");
  const minute = String(Math.floor((inDay % HOUR_MS) / 60_000)).padStart(2, "0");
  const day = periodMs > 24 * HOUR_MS ? `${DAYS[Math.floor(atMs / (24 * HOUR_MS))] ?? ""} ` : "";
  return `${day}${hour}:${minute}`;
}

/** This week against last, in a few words for the head of the card. */
export function describeWeeks({ ratio, difference }: WeekComparison, unit: string): string {
  if (ratio !== null) {
    const range = `${describeRatio(ratio.low)} to ${describeRatio(ratio.high)}`;
    return ratio.low <= 1 && ratio.high >= 1
      ? `Like last week (${range})`
      : `${describeRatio(ratio.value)} against last week (${range})`;
  }
  const same = difference.low <= 0 && difference.high >= 0;
  const range = describeInterval(difference, unit);
  return same
    ? `Like last week (${range})`
    : `${formatSigned(difference.value, unit)} against last week (${range})`;
}

/** What a comparison of two versions found. */
export const verdictWords: Readonly<
  Record<Releases["differences"][number]["verdict"], { name: string; tone: BadgeTone }>
> = {
  higher: { name: "Higher", tone: "warning" },
  lower: { name: "Lower", tone: "info" },
  "tail-higher": { name: "More high values", tone: "warning" },
  "no-clear-difference": { name: "No clear difference", tone: "neutral" },
  "too-few-points": { name: "Too few points", tone: "outline" },
};

/** How long history reached, and in which steps. */
export function describeBasis(inputs: Readonly<Record<string, number | string>>): string | null {
  const { points, stepMs, firstMs, lastMs } = inputs;
  if (typeof points !== "number" || typeof stepMs !== "number") return null;
  const span =
    typeof firstMs === "number" && typeof lastMs === "number"
      ? ` over ${formatElapsed(lastMs + stepMs - firstMs)}`
      : "";
  return `Read from ${formatDigits(points)} points${span}, one per ${formatElapsed(stepMs)}`;
}
