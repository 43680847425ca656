import { databaseConnectionPool } from "./database-connection-pool.ts";
import { networkConnectionPool } from "./network-connection-pool.ts";
import { objectMemoryPool } from "./object-memory-pool.ts";
import { parallelProcessing } from "./parallel-processing.ts";
import { threadPool } from "./thread-pool.ts";
import type { PatternRecord } from "../types.ts";

/** The patterns of the family pooling, in the order of their numbers. */
export const poolingPatterns: readonly PatternRecord[] = [
  databaseConnectionPool,
  networkConnectionPool,
  threadPool,
  objectMemoryPool,
  parallelProcessing,
];
