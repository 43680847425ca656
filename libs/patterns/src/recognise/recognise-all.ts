import { patterns } from "../catalogue/index.ts";
import type { PatternId } from "../catalogue/types.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import { recogniseAutoscalers } from "./autoscaler.ts";
import { recogniseBalancingAlgorithm } from "./balancing-algorithm.ts";
import { recogniseBlueGreen } from "./blue-green.ts";
import { recogniseCacheStrategies } from "./cache-strategy.ts";
import { recogniseCanary } from "./canary.ts";
import { recogniseCircuitBreakers } from "./circuit-breaker.ts";
import { recogniseDatabasePools } from "./database-pool.ts";
import { recogniseDistributedCaches } from "./distributed-cache.ts";
import { recogniseHorizontalScaling } from "./horizontal-scaling.ts";
import { recogniseInProcessCaches } from "./in-process-cache.ts";
import { recogniseJobQueues } from "./job-queue.ts";
import { recogniseLoadBalancing } from "./load-balancing.ts";
import { recogniseMessageQueues } from "./message-queue.ts";
import { recogniseReadReplicas } from "./read-replicas.ts";
import type { Recogniser, Recognition } from "./recognition.ts";
import { recogniseRepeatedQueries } from "./repeated-queries.ts";
import { recogniseRetries } from "./retry.ts";
import { recogniseRollingUpdate } from "./rolling-update.ts";
import { recogniseThreadPools } from "./thread-pool.ts";

/** The recognisers by the pattern that they find. */
export const recognisers: ReadonlyMap<PatternId, Recogniser> = new Map<PatternId, Recogniser>([
  ["P01", recogniseHorizontalScaling],
  ["P04", recogniseAutoscalers],
  ["P08", recogniseLoadBalancing],
  ["P10", recogniseBalancingAlgorithm],
  ["P13", recogniseInProcessCaches],
  ["P14", recogniseDistributedCaches],
  ["P19", recogniseCacheStrategies],
  ["P23", recogniseReadReplicas],
  ["P30", recogniseRepeatedQueries],
  ["P33", recogniseDatabasePools],
  ["P35", recogniseThreadPools],
  ["P38", recogniseMessageQueues],
  ["P41", recogniseJobQueues],
  ["P48", recogniseCircuitBreakers],
  ["P50", recogniseRetries],
  ["P55a", recogniseBlueGreen],
  ["P55b", recogniseCanary],
  ["P56", recogniseRollingUpdate],
]);

/** Patterns of the catalogue that nothing recognises yet; they are never to be called absent. */
export const notRecognisedYet: readonly PatternId[] = patterns
  .map(({ id }) => id)
  .filter((id) => !recognisers.has(id));

/**
 * What a snapshot shows. `notSeen` are the patterns that were looked for and left no evidence,
 * which is no proof that they are absent; `notRecognisedYet` those that nothing looks for.
 */
export interface RecognitionReport {
  readonly recognitions: readonly Recognition[];
  readonly notSeen: readonly PatternId[];
  readonly notRecognisedYet: readonly PatternId[];
}

/** Runs every recogniser over a snapshot; recognitions are in the order of the catalogue. */
export function recogniseAll(snapshot: EvidenceSnapshot): RecognitionReport {
  const results = [...recognisers].map(([id, recognise]) => ({ id, found: recognise(snapshot) }));
  return {
    recognitions: results.flatMap(({ found }) => found),
    notSeen: results.filter(({ found }) => found.length === 0).map(({ id }) => id),
    notRecognisedYet,
  };
}

/** The surest recognition of one pattern in a snapshot, or null where nothing speaks for it. */
export function recognise(id: PatternId, snapshot: EvidenceSnapshot): Recognition | null {
  const found = recognisers.get(id)?.(snapshot) ?? [];
  return found.toSorted((left, right) => right.confidence - left.confidence)[0] ?? null;
}
