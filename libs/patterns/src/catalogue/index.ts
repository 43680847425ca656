import { patternFamilies } from "./families.ts";
import type { PatternRecord } from "./types.ts";

export type {
  LatencyTier,
  PatternExpectation,
  PatternRating,
  ThroughputTier,
} from "./expectations.ts";
export {
  latencyTierBoundS,
  patternExpectations,
  patternRatings,
  throughputTierBoundPerS,
} from "./expectations.ts";
export type { PatternFamily } from "./families.ts";
export { patternFamilies } from "./families.ts";
export type * from "./types.ts";

/** Every pattern of the catalogue in the order of its number, P01 to P70. */
export const patterns: readonly PatternRecord[] = patternFamilies.flatMap(
  (family) => family.patterns,
);

const byId = new Map<string, PatternRecord>(patterns.map((pattern) => [pattern.id, pattern]));
const bySlug = new Map<string, PatternRecord>(patterns.map((pattern) => [pattern.slug, pattern]));

/** The pattern with this id such as `P33`, or undefined where there is none. */
export function findPattern(id: string): PatternRecord | undefined {
  return byId.get(id);
}

/** The pattern with this slug such as `circuit-breaker`, or undefined where there is none. */
export function findPatternBySlug(slug: string): PatternRecord | undefined {
  return bySlug.get(slug);
}
