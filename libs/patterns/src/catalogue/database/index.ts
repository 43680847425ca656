import { cqrsEventSourcing } from "./cqrs-event-sourcing.ts";
import { dataAccessPatterns } from "./data-access-patterns.ts";
import { databaseHeadroom } from "./database-headroom.ts";
import { indexing } from "./indexing.ts";
import { lazyEagerLoading } from "./lazy-eager-loading.ts";
import { multiMaster } from "./multi-master.ts";
import { polyglotPersistence } from "./polyglot-persistence.ts";
import { readReplicas } from "./read-replicas.ts";
import { sharding } from "./sharding.ts";
import { statementBatching } from "./statement-batching.ts";
import type { PatternRecord } from "../types.ts";

/** The patterns of the family database, in the order of their numbers. */
export const databasePatterns: readonly PatternRecord[] = [
  readReplicas,
  databaseHeadroom,
  sharding,
  multiMaster,
  polyglotPersistence,
  cqrsEventSourcing,
  indexing,
  lazyEagerLoading,
  statementBatching,
  dataAccessPatterns,
];
