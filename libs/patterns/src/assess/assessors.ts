import type { PatternId } from "../catalogue/types.ts";
import { assessAutoscaler } from "./autoscaling.ts";
import { assessBalancingAlgorithm, assessLoadBalancing } from "./balancing.ts";
import { assessCircuitBreaker } from "./breaker.ts";
import { assessCacheServer, assessCacheStrategy } from "./cache-server.ts";
import { assessReadReplicas, assessRepeatedQueries } from "./database.ts";
import { assessBlueGreen, assessCanary } from "./deployment.ts";
import { assessLocalCache } from "./local-cache.ts";
import type { PatternAssessor } from "./measurement.ts";
import { assessJobQueue, assessMessageQueue } from "./messaging.ts";
import { assessDatabasePool } from "./pool.ts";
import { assessRetries } from "./retries.ts";
import { assessRollingUpdate } from "./rollout.ts";
import { assessHorizontalScaling } from "./scaling.ts";
import { assessThreads } from "./threads.ts";

/** The assessors by the pattern that they measure; every recognised pattern has one. */
export const assessors: ReadonlyMap<PatternId, PatternAssessor> = new Map<
  PatternId,
  PatternAssessor
>([
  ["P01", assessHorizontalScaling],
  ["P04", assessAutoscaler],
  ["P08", assessLoadBalancing],
  ["P10", assessBalancingAlgorithm],
  ["P13", assessLocalCache],
  ["P14", assessCacheServer],
  ["P19", assessCacheStrategy],
  ["P23", assessReadReplicas],
  ["P30", assessRepeatedQueries],
  ["P33", assessDatabasePool],
  ["P35", assessThreads],
  ["P38", assessMessageQueue],
  ["P41", assessJobQueue],
  ["P48", assessCircuitBreaker],
  ["P50", assessRetries],
  ["P55a", assessBlueGreen],
  ["P55b", assessCanary],
  ["P56", assessRollingUpdate],
]);
