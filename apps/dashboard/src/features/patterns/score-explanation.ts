import type { PatternDetail } from "@headroom/contracts";
import type { Explanation } from "@/components/explain/explanation";
import { formatDigits } from "@/format/number";
import { costOf, sortIndicators } from "./indicator-view";
import { describeScore, formatScore, formatShare, healthOf } from "./pattern-health";

/** The score in a sentence; without one, why there is none. */
export function describeScored({ pattern, indicators }: PatternDetail): string {
  if (pattern.score !== null) return describeScore(pattern);
  const learning = indicators.filter(({ value }) => value !== null).length;
  return learning === 0
    ? "No score: none of its indicators is in the telemetry."
    : `No score yet: ${learning} of ${indicators.length} indicators ${learning === 1 ? "has a value" : "have values"}, and what is usual for ${learning === 1 ? "it" : "them"} is still being learned.`;
}

/** Everything behind a score: the formula, what each indicator costs, what was not measured. */
export function explainScore(detail: PatternDetail): Explanation {
  const { pattern, indicators } = detail;
  const costs = sortIndicators(indicators).flatMap((indicator) => {
    const cost = costOf(indicator);
    return cost === null ? [] : [{ name: indicator.name, weight: indicator.weight, cost }];
  });
  const lost = costs.filter(({ cost }) => cost > 0).map(({ cost }) => formatDigits(cost));
  const sum = `(${lost.join(" + ") || "0"})`;
  return {
    sentence: describeScored(detail),
    formula:
      "score = 100 − Σ weight · (100 − health) / Σ weight, over what was measured\nhealth = 100 at the good end of an indicator’s scale, 0 at the bad end",
    ...(pattern.score === null
      ? {}
      : {
          calculation: `100 − ${sum} / ${formatShare(pattern.coverage)} = ${formatScore(healthOf(pattern))}`,
        }),
    inputs: Object.fromEntries(
      costs.map(({ name, weight, cost }) => [
        name,
        cost === 0
          ? `costs nothing, weight ${formatShare(weight)}`
          : `−${formatDigits(cost)} of ${formatDigits(weight * 100)} points`,
      ]),
    ),
    sources: [
      `${formatShare(pattern.coverage)} of the weight was measured.`,
      ...(pattern.score === null || pattern.coverage >= 0.995
        ? []
        : [
            `History and rules use the recorded score, ${formatScore(pattern.score)}, in which what is not measured costs nothing.`,
          ]),
    ],
  };
}
