import type { PatternDetail } from "@headroom/contracts";
import type { Explanation } from "@/components/explain/explanation";
import { formatDigits } from "@/format/number";
import { costOf, sortIndicators } from "./indicator-view";
import { describeScore, formatShare } from "./pattern-health";

/** Everything behind a score: the formula, what each indicator costs, what was not measured. */
export function explainScore({ pattern, indicators }: PatternDetail): Explanation {
  const costs = sortIndicators(indicators).flatMap((indicator) => {
    const cost = costOf(indicator);
    return cost === null ? [] : [{ name: indicator.name, weight: indicator.weight, cost }];
  });
  const lost = costs.filter(({ cost }) => cost > 0).map(({ cost }) => formatDigits(cost));
  return {
    sentence: describeScore(pattern),
    formula:
      "score = 100 − Σ weight · (100 − health) over what was measured\nhealth = 100 at the good end of an indicator’s scale, 0 at the bad end",
    ...(pattern.score === null
      ? {}
      : { calculation: `100 − (${lost.join(" + ") || "0"}) = ${formatDigits(pattern.score)}` }),
    inputs: Object.fromEntries(
      costs.map(({ name, weight, cost }) => [
        name,
        cost === 0
          ? `costs nothing, weight ${formatShare(weight)}`
          : `−${formatDigits(cost)} of ${formatDigits(weight * 100)} points`,
      ]),
    ),
    sources: [`${formatShare(pattern.coverage)} of the weight was measured.`],
  };
}
