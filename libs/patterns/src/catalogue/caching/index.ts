import { browserCache } from "./browser-cache.ts";
import { cacheInvalidation } from "./cache-invalidation.ts";
import { cacheStrategy } from "./cache-strategy.ts";
import { cacheWarming } from "./cache-warming.ts";
import { databaseCache } from "./database-cache.ts";
import { distributedCache } from "./distributed-cache.ts";
import { evictionPolicy } from "./eviction-policy.ts";
import { inProcessCache } from "./in-process-cache.ts";
import { multiLayerCaching } from "./multi-layer-caching.ts";
import { redisCluster } from "./redis-cluster.ts";
import type { PatternRecord } from "../types.ts";

/** The patterns of the family caching, in the order of their numbers. */
export const cachingPatterns: readonly PatternRecord[] = [
  inProcessCache,
  distributedCache,
  redisCluster,
  databaseCache,
  browserCache,
  multiLayerCaching,
  cacheStrategy,
  evictionPolicy,
  cacheInvalidation,
  cacheWarming,
];
