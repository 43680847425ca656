import type { PatternId } from "./types.ts";

/** Latency tiers, from below 10 ms to below 1 s. */
export type LatencyTier = "very-low" | "low" | "medium" | "acceptable";
/** Throughput tiers, from above 10,000 to below 100 requests per second. */
export type ThroughputTier = "very-high" | "high" | "medium" | "low";

/**
 * What the requirement document 001 expects of a pattern: `latencyTier`, `throughputTier`, and
 * `availability` as a ratio.
 */
export interface PatternExpectation {
  readonly latencyTier?: LatencyTier;
  readonly throughputTier?: ThroughputTier;
  readonly availability?: number;
}

/** Upper bound of each latency tier in seconds. */
export const latencyTierBoundS: Readonly<Record<LatencyTier, number>> = {
  "very-low": 0.01,
  low: 0.1,
  medium: 0.5,
  acceptable: 1,
};

/** Lower bound of each throughput tier in requests per second. */
export const throughputTierBoundPerS: Readonly<Record<ThroughputTier, number>> = {
  "very-high": 10_000,
  high: 1_000,
  medium: 100,
  low: 0,
};

/**
 * Expectations by pattern, for those that the document names. In-memory caching is P13, the pools
 * of databases P33, load balancing P08.
 */
export const patternExpectations: ReadonlyMap<PatternId, PatternExpectation> = new Map<
  PatternId,
  PatternExpectation
>([
  ["P02", { throughputTier: "low", availability: 0.95 }],
  ["P03", { throughputTier: "medium", availability: 0.999 }],
  ["P08", { latencyTier: "medium", throughputTier: "high", availability: 0.999 }],
  ["P13", { latencyTier: "very-low" }],
  ["P15", { latencyTier: "low", throughputTier: "high" }],
  ["P18", { latencyTier: "low", throughputTier: "very-high" }],
  ["P23", { latencyTier: "acceptable", availability: 0.99 }],
  ["P25", { latencyTier: "acceptable" }],
  ["P33", { latencyTier: "medium", throughputTier: "medium", availability: 0.99 }],
  ["P48", { availability: 0.9999 }],
  ["P55a", { availability: 0.9999 }],
  ["P55b", { availability: 0.95 }],
  ["P56", { availability: 0.999 }],
  ["P57", { latencyTier: "very-low", throughputTier: "very-high" }],
  ["P61", { availability: 0.9999 }],
]);

/**
 * How the requirement document 001 rates a pattern: `quality` and `difficulty` from 1 to 10, and
 * the level of scalability it reaches. Quality divided by difficulty ranks cheap gains first.
 */
export interface PatternRating {
  readonly quality: number;
  readonly difficulty: number;
  readonly level: "medium" | "high" | "very-high";
}

/**
 * Ratings by pattern, for those that the document rates. Where it rates a pattern twice (basic and
 * detailed), the basic one stands here, as it is the first step to take.
 */
export const patternRatings: ReadonlyMap<PatternId, PatternRating> = new Map<
  PatternId,
  PatternRating
>([
  ["P02", { quality: 6, difficulty: 4, level: "medium" }],
  ["P03", { quality: 9, difficulty: 6, level: "high" }],
  ["P04", { quality: 9, difficulty: 6, level: "high" }],
  ["P08", { quality: 9, difficulty: 5, level: "high" }],
  ["P09", { quality: 8, difficulty: 6, level: "high" }],
  ["P13", { quality: 8, difficulty: 5, level: "very-high" }],
  ["P15", { quality: 9, difficulty: 7, level: "very-high" }],
  ["P18", { quality: 9, difficulty: 7, level: "very-high" }],
  ["P23", { quality: 8, difficulty: 6, level: "high" }],
  ["P25", { quality: 8, difficulty: 9, level: "very-high" }],
  ["P33", { quality: 8, difficulty: 5, level: "high" }],
  ["P48", { quality: 9, difficulty: 6, level: "high" }],
  ["P55a", { quality: 9, difficulty: 7, level: "high" }],
  ["P55b", { quality: 8, difficulty: 7, level: "high" }],
  ["P56", { quality: 8, difficulty: 6, level: "high" }],
  ["P57", { quality: 9, difficulty: 4, level: "very-high" }],
  ["P61", { quality: 9, difficulty: 8, level: "high" }],
]);
