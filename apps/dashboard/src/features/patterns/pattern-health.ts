import { NO_VALUE } from "@/format/number";

/** How a pattern is doing, worst first; `unmeasured` where too little could be measured to say. */
export const healthLevels = ["poor", "strained", "healthy", "unmeasured"] as const;
export type HealthLevel = (typeof healthLevels)[number];

/** What a level is called. */
export const levelWords: Readonly<Record<HealthLevel, string>> = {
  poor: "Poor",
  strained: "Strained",
  healthy: "Healthy",
  unmeasured: "Too little measured",
};

const HEALTHY_FROM = 80;
const STRAINED_FROM = 50;
// With less than this a single side measure would decide.
const LEAST_COVERAGE = 0.2;

/** The parts of a score that decide how it is shown. */
export interface Scored {
  readonly score: number | null;
  readonly measuredScore: number | null;
  readonly coverage: number;
}

/** Level of one health from 0 to 100; null is unmeasured. */
export function levelOf(health: number | null): HealthLevel {
  if (health === null) return "unmeasured";
  if (health >= HEALTHY_FROM) return "healthy";
  return health >= STRAINED_FROM ? "strained" : "poor";
}

/** Level of a pattern: by what was measured alone, so that missing signals hide nothing. */
export function levelOfPattern(scored: Scored): HealthLevel {
  return scored.coverage < LEAST_COVERAGE ? "unmeasured" : levelOf(healthOf(scored));
}

/** The number that stands for a pattern: the health of what was measured, which its level is of. */
export function healthOf({ score, measuredScore }: Scored): number | null {
  return measuredScore ?? score;
}

/** Shares of a score's bar in percent: kept by what was measured, not measured, lost. */
export interface ScoreShares {
  readonly kept: number;
  readonly unmeasured: number;
  readonly lost: number;
}

/** The bar of a score: what is not measured costs nothing, but it is not health either. */
export function shareScore({ score, coverage }: Scored): ScoreShares {
  const unmeasured = 100 * Math.min(1, Math.max(0, 1 - coverage));
  if (score === null) return { kept: 0, unmeasured: 100, lost: 0 };
  const lost = Math.min(100 - unmeasured, Math.max(0, 100 - score));
  return { kept: Math.max(0, 100 - unmeasured - lost), unmeasured, lost };
}

/** A score as a whole number that never reads as a better level than it has: 79.6 is 79. */
export function formatScore(score: number | null): string {
  if (score === null) return NO_VALUE;
  const nearest = Math.round(score);
  return String(levelOf(nearest) === levelOf(score) ? nearest : Math.floor(score));
}

/** A share from 0 to 1 as whole percent. */
export function formatShare(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** The score in a sentence, with what it does not cover. */
export function describeScore(scored: Scored): string {
  const { score, coverage } = scored;
  if (score === null) {
    return "No score yet: its indicators are not in the telemetry, or what is usual for them is still being learned.";
  }
  const level = levelOfPattern(scored);
  const begin =
    level === "unmeasured"
      ? `${formatScore(healthOf(scored))} of 100, but too little is measured to judge.`
      : `${formatScore(healthOf(scored))} of 100, ${levelWords[level].toLowerCase()}.`;
  if (coverage >= 0.995) return `${begin} Everything was measured.`;
  return `${begin} Indicators with ${formatShare(coverage)} of the weight were measured; the others count neither for nor against it.`;
}

/** Orders by health, worst first; what is measured too little to say comes last. */
export function compareHealth(a: Scored, b: Scored): number {
  const of = (scored: Scored) => healthOf(scored) ?? 101;
  const isUnsure = (scored: Scored) => Number(levelOfPattern(scored) === "unmeasured");
  return isUnsure(a) - isUnsure(b) || of(a) - of(b) || (a.score ?? 101) - (b.score ?? 101);
}
