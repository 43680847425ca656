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
export function levelOfPattern({ score, measuredScore, coverage }: Scored): HealthLevel {
  return coverage < LEAST_COVERAGE ? "unmeasured" : levelOf(measuredScore ?? score);
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

/** A score as a whole number. */
export function formatScore(score: number | null): string {
  return score === null ? NO_VALUE : String(Math.round(score));
}

/** A share from 0 to 1 as whole percent. */
export function formatShare(share: number): string {
  return `${Math.round(share * 100)} %`;
}

// Points by which the measured part must be worse than the score before that is told.
const TELLING_POINTS = 10;

/** What was measured, in short; also how that part scores alone where it is much worse. */
export function describeCoverage({ score, measuredScore, coverage }: Scored): string {
  const begin = `${formatShare(coverage)} measured`;
  if (score === null || measuredScore === null) return begin;
  return score - measuredScore < TELLING_POINTS
    ? begin
    : `${begin}, at ${formatScore(measuredScore)}`;
}

/** The score in a sentence, with what it does not cover. */
export function describeScore(scored: Scored): string {
  const { score, measuredScore, coverage } = scored;
  if (score === null) {
    return "Nothing of this pattern could be measured: its signals are not in the telemetry.";
  }
  const level = levelWords[levelOfPattern(scored)].toLowerCase();
  const begin = `${formatScore(score)} of 100, ${level}.`;
  if (coverage >= 0.995) return `${begin} Everything was measured.`;
  return `${begin} ${formatShare(coverage)} of the weight was measured and scores ${formatScore(measuredScore)} alone; the rest costs nothing.`;
}

/** Orders by health, worst first; what is measured too little to say comes last. */
export function compareHealth(a: Scored, b: Scored): number {
  const of = ({ score, measuredScore }: Scored) => measuredScore ?? score ?? 101;
  const isUnsure = (scored: Scored) => Number(levelOfPattern(scored) === "unmeasured");
  return isUnsure(a) - isUnsure(b) || of(a) - of(b) || (a.score ?? 101) - (b.score ?? 101);
}
