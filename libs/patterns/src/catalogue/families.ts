import { cachingPatterns } from "./caching/index.ts";
import { databasePatterns } from "./database/index.ts";
import { deploymentPatterns } from "./deployment/index.ts";
import { edgePatterns } from "./edge/index.ts";
import { loadBalancingPatterns } from "./load-balancing/index.ts";
import { messagingPatterns } from "./messaging/index.ts";
import { networkPatterns } from "./network/index.ts";
import { poolingPatterns } from "./pooling/index.ts";
import { recoveryAndCostPatterns } from "./recovery-and-cost/index.ts";
import { resiliencePatterns } from "./resilience/index.ts";
import { resourcesAndTestsPatterns } from "./resources-and-tests/index.ts";
import { scalingPatterns } from "./scaling/index.ts";
import type { FamilyId, PatternRecord } from "./types.ts";

/** A family of patterns: its id, its title for people, and its records in order. */
export interface PatternFamily {
  readonly id: FamilyId;
  readonly title: string;
  readonly patterns: readonly PatternRecord[];
}

/** Every family in the order of the catalogue. */
export const patternFamilies: readonly PatternFamily[] = [
  { id: "scaling", title: "Scaling", patterns: scalingPatterns },
  { id: "load-balancing", title: "Load balancing", patterns: loadBalancingPatterns },
  { id: "caching", title: "Caching", patterns: cachingPatterns },
  { id: "database", title: "Database", patterns: databasePatterns },
  { id: "pooling", title: "Pooling and concurrency", patterns: poolingPatterns },
  { id: "messaging", title: "Queues, events, streams, batch", patterns: messagingPatterns },
  { id: "resilience", title: "Resilience", patterns: resiliencePatterns },
  { id: "deployment", title: "Deployment", patterns: deploymentPatterns },
  { id: "edge", title: "Edge", patterns: edgePatterns },
  { id: "network", title: "Gateway, discovery, mesh, telemetry", patterns: networkPatterns },
  { id: "recovery-and-cost", title: "Recovery and cost", patterns: recoveryAndCostPatterns },
  {
    id: "resources-and-tests",
    title: "Resources, tests, tiers",
    patterns: resourcesAndTestsPatterns,
  },
];
