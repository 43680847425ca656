import { bulkhead } from "./bulkhead.ts";
import { circuitBreaker } from "./circuit-breaker.ts";
import { fallback } from "./fallback.ts";
import { rateLimiting } from "./rate-limiting.ts";
import { redundancyFailover } from "./redundancy-failover.ts";
import { retry } from "./retry.ts";
import { timeouts } from "./timeouts.ts";
import type { PatternRecord } from "../types.ts";

/** The patterns of the family resilience, in the order of their numbers. */
export const resiliencePatterns: readonly PatternRecord[] = [
  circuitBreaker,
  bulkhead,
  retry,
  timeouts,
  fallback,
  rateLimiting,
  redundancyFailover,
];
