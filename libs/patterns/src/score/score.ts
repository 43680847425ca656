import type { Indicator, IndicatorScale } from "../catalogue/types.ts";
import type { Limit } from "../limits/index.ts";
import { compareWithLimit, findStrictestLimit } from "../limits/limit.ts";

/**
 * F19: penalty clamp((x − good)/(bad − good), 0, 1) of a value on a scale; 0 is good, 1 is bad,
 * whichever of both ends is the larger number. NaN for a value that is not a number or a scale
 * whose ends are equal.
 */
export function computePenalty(value: number, { good, bad }: IndicatorScale): number {
  if (Number.isNaN(value) || good === bad) return Number.NaN;
  return Math.min(1, Math.max(0, (value - good) / (bad - good)));
}

/** A value on a scale as health from 0 (bad) to 100 (good). NaN as for the penalty. */
export function normaliseIndicator(value: number, scale: IndicatorScale): number {
  return 100 * (1 - computePenalty(value, scale));
}

/**
 * One measured indicator of a score: its value in its own unit, its health from 0 to 100, its
 * weight, and the scale used. `limit` is the strictest limit of the indicator, whose number is
 * usually the bad end of the scale; null where the scale came from the caller. `crossed` is the
 * most severe limit that the value crosses, null for none.
 */
export interface ScorePart {
  readonly indicator: string;
  readonly value: number;
  readonly normalised: number;
  readonly weight: number;
  readonly scale: IndicatorScale;
  readonly limit: Limit | null;
  readonly crossed: Limit | null;
}

/** An indicator that is not in a score: it has no value, or nothing says what is good or bad. */
export interface MissingIndicator {
  readonly indicator: string;
  readonly weight: number;
  readonly reason: "no-data" | "no-scale";
}

/**
 * Health of a pattern. `score` is 0 to 100, or null when nothing was measured; what was not
 * measured costs nothing in it. `coverage` from 0 to 1 is the weight of what was measured and must
 * be shown beside the score. `measuredScore` is the health of the measured part alone, 100·(1 −
 * Σ wᵢpᵢ / Σ wᵢ), and never above the score.
 */
export interface PatternScore {
  readonly score: number | null;
  readonly measuredScore: number | null;
  readonly coverage: number;
  readonly parts: readonly ScorePart[];
  readonly missing: readonly MissingIndicator[];
}

/** Values or scales by the id of an indicator. */
export type ByIndicator<Value> = Readonly<Record<string, Value | undefined>>;

function findCrossedLimit(value: number, limits: readonly Limit[]): Limit | null {
  return findStrictestLimit(limits.filter((limit) => compareWithLimit(value, limit))) ?? null;
}

function scoreIndicator(
  indicator: Indicator,
  value: number | undefined,
  ownScale: IndicatorScale | undefined,
): ScorePart | MissingIndicator {
  const { id, weight, limits } = indicator;
  if (value === undefined || Number.isNaN(value)) {
    return { indicator: id, weight, reason: "no-data" };
  }
  const scale = ownScale ?? indicator.scale;
  if (scale === undefined || scale.good === scale.bad) {
    return { indicator: id, weight, reason: "no-scale" };
  }
  return {
    indicator: id,
    value,
    normalised: normaliseIndicator(value, scale),
    weight,
    scale,
    limit: ownScale === undefined ? (findStrictestLimit(limits) ?? null) : null,
    crossed: findCrossedLimit(value, limits),
  };
}

/**
 * F19: score 100·(1 − Σ wᵢpᵢ) over the indicators that have data, and coverage Σ w of them. The
 * weights of the indicators must add up to 1. `values` are in the units of the indicators; a
 * missing or NaN value counts as no data. `scales` replace those of the catalogue, for indicators
 * whose good and bad ends come from an objective or from the service's own history.
 */
export function scorePattern(
  indicators: readonly Indicator[],
  values: ByIndicator<number>,
  scales: ByIndicator<IndicatorScale> = {},
): PatternScore {
  const parts: ScorePart[] = [];
  const missing: MissingIndicator[] = [];
  for (const indicator of indicators) {
    const part = scoreIndicator(indicator, values[indicator.id], scales[indicator.id]);
    if ("reason" in part) missing.push(part);
    else parts.push(part);
  }
  if (parts.length === 0) return { score: null, measuredScore: null, coverage: 0, parts, missing };
  const coverage = parts.reduce((sum, { weight }) => sum + weight, 0);
  const penalty = parts.reduce((sum, { weight, scale, value }) => {
    return sum + weight * computePenalty(value, scale);
  }, 0);
  const toScore = (share: number) => 100 * Math.min(1, Math.max(0, 1 - share));
  return {
    score: toScore(penalty),
    measuredScore: toScore(penalty / coverage),
    coverage: Math.min(1, coverage),
    parts,
    missing,
  };
}
