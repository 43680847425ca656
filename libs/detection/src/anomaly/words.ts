import type { Judgement } from "./judgement.ts";
import type { Season } from "./season.ts";

/**
 * Returns how rare the value is as a reader would say it: “higher than 999 of 1,000 values at
 * this time of day”. Never rarer than what was seen: with 300 points of history “higher than all
 * 300 values so far”.
 */
export function describeRank(judgement: Judgement): string {
  const { score, probability, count, status, season } = judgement;
  if (Number.isNaN(score)) return "no value";
  if (status === "learning") return `still learning: ${count} values so far`;
  if (judgement.direction === "none" || Math.abs(score) < 1) return "within the usual range";
  const side = judgement.direction === "above" ? "higher" : "lower";
  const where = describePlace(judgement);
  const oneIn = 1 / Math.max(probability, 1e-12);
  const scale = 10 ** Math.max(2, Math.floor(Math.log10(oneIn)));
  if (scale > count) return `${side} than all ${format(count)} values so far${where}`;
  const rank = Math.min(scale - 1, Math.floor(scale * (1 - probability)));
  return `${side} than ${format(rank)} of ${format(scale)} values${where}${season === "none" ? " so far" : ""}`;
}

function describePlace({ season, residual }: Judgement): string {
  const kind = residual === "moment" ? "" : residual === "jump" ? ", as a jump" : ", as a drift";
  return `${season === "none" ? "" : " at this time of day"}${kind}`;
}

/** Returns a sentence on what the baseline knows of the seasons, and from when on it knows more. */
export function describeSeason(season: Season): string {
  switch (season) {
    case "none":
      return "Less than 3 days of history: judged by level and spread only.";
    case "daily":
      return "Less than 2 weeks of history: judged by the time of day, not by the day of the week.";
    case "daily-and-weekly":
      return "Judged by the time of day and the day of the week.";
  }
}

const format = (count: number): string => count.toString().replace(/\B(?=(\d{3})+$)/g, ",");
