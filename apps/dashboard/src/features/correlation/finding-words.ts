import type { CorrelationAnswer, CorrelationFinding } from "@headroom/contracts";
import type { BadgeTone } from "@/components/ui/badge";
import { formatElapsed } from "@/format/elapsed";
import { formatCount, formatDigits } from "@/format/number";
import { countOf } from "@/format/plural";
import { scopeWords, type Scope } from "./correlation-state";

/** Kinds of relation in words. */
export const kindWords: Readonly<
  Record<CorrelationFinding["kind"], { name: string; meaning: string; tone: BadgeTone }>
> = {
  "moves-together": {
    name: "Moves together",
    meaning: "Its ups and downs follow those of the signal.",
    tone: "accent",
  },
  "level-shift": {
    name: "Level shift",
    meaning: "It stands on another level while the signal does.",
    tone: "accent",
  },
  "same-measure": {
    name: "Same measure",
    meaning: "The same numbers under another name or in another unit.",
    tone: "neutral",
  },
  none: { name: "Refused", meaning: "A guard spoke against it.", tone: "outline" },
};

/** Which way it moves: `the same way`, `the opposite way`; empty where it is refused. */
export function describeSign(sign: CorrelationFinding["sign"]): string {
  if (sign === 0) return "";
  return sign > 0 ? "the same way" : "the opposite way";
}

/** When it moves: `40 s before it`, `at the same time`, `2 min after it`. */
export function describeLag(lagMs: number): string {
  if (lagMs === 0) return "at the same time";
  return `${formatElapsed(Math.abs(lagMs))} ${lagMs < 0 ? "before it" : "after it"}`;
}

/** A p-value as a chance: `1 in 200`, `< 1 in a million` at the rarest. */
export function describeChance(pValue: number): string {
  if (pValue > 0.5) return "> 1 in 2";
  if (pValue < 1e-6) return "< 1 in a million";
  return `1 in ${formatCount(Math.max(2, Math.floor(1 / pValue)))}`;
}

/** What was compared, in a sentence. */
export function describeCompared(
  answer: Pick<CorrelationAnswer, "compared" | "leftOut">,
  scope: Scope,
): string {
  const left =
    answer.leftOut === 0
      ? ""
      : `; ${formatCount(answer.leftOut)} more left out, beyond the bound of one comparison`;
  return `${countOf(answer.compared, "series")} compared: ${scopeWords[scope].meaning}${left}.`;
}

/** The findings by what became of them; each list keeps its order. */
export function sortFindings(findings: readonly CorrelationFinding[]): {
  readonly found: readonly CorrelationFinding[];
  readonly copies: readonly CorrelationFinding[];
  readonly refused: readonly CorrelationFinding[];
} {
  return {
    found: findings.filter(({ kind }) => kind === "moves-together" || kind === "level-shift"),
    copies: findings.filter(({ kind }) => kind === "same-measure"),
    refused: findings.filter(({ kind }) => kind === "none"),
  };
}

/** A score from 0 to 1 as it is shown. */
export function formatScore(score: number): string {
  return formatDigits(Number(score.toFixed(2)));
}
