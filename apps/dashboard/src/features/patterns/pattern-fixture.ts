import type {
  PatternOverview,
  PatternSummary,
  RecognisedPattern,
  ServicePatterns,
} from "@headroom/contracts";

/** A healthy pool, for tests. */
export function sketchPattern(given: Partial<RecognisedPattern> = {}): RecognisedPattern {
  return {
    patternId: "P33",
    name: "Database connection pooling",
    family: "pooling",
    subject: "orders",
    variant: null,
    confidence: 0.97,
    score: 90,
    measuredScore: 90,
    coverage: 1,
    worst: null,
    history: [],
    ...given,
  };
}

/** A service with patterns, for tests. */
export function sketchService(
  service: string,
  patterns: readonly RecognisedPattern[],
  notSeen: readonly string[] = [],
): ServicePatterns {
  return {
    service,
    assessedAt: "2026-01-31T12:00:00.000Z",
    patterns: [...patterns],
    notSeen: [...notSeen],
  };
}

/** An overview of services, for tests. */
export function sketchOverview(...items: ServicePatterns[]): PatternOverview {
  return { items, waiting: [], everyMs: 300_000 };
}

/** A record of the catalogue, for tests. */
export function sketchSummary(given: Partial<PatternSummary> = {}): PatternSummary {
  return {
    id: "P33",
    slug: "database-connection-pool",
    name: "Database connection pooling",
    family: "pooling",
    familyTitle: "Pooling and concurrency",
    what: "Open connections are kept.",
    whenToUse: "Use a pool for every database client.",
    grade: "direct",
    isRecognisable: true,
    ...given,
  };
}
