import { ATTR_DB_COLLECTION_NAME, ATTR_DB_SYSTEM_NAME } from "@opentelemetry/semantic-conventions";
import {
  anomaly,
  attribute,
  indicator,
  own,
  ownBaseline,
  ownObjective,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P27: Polyglot persistence and federation. */
export const polyglotPersistence: PatternRecord = {
  id: "P27",
  slug: "polyglot-persistence",
  family: "database",
  name: "Polyglot persistence and federation",
  what: "A product uses several kinds of store, each for what it does best. A federated query engine can read several of them as if they were one.",
  whenToUse:
    "Use another store when its data model or its load truly differ. Every further store is another thing to operate and another place to be inconsistent with.",
  grade: "direct",
  evidence: [
    attribute(
      "semconv",
      [ATTR_DB_SYSTEM_NAME, ATTR_DB_COLLECTION_NAME],
      "The set of systems per service and over all services.",
    ),
    attribute(
      "unverified",
      ["trino", "presto"],
      "A span of a query engine that fans out to several systems.",
    ),
    traceShape("One server span writes to two stores without a queue between: a dual write."),
  ],
  detect:
    "At least 2 kinds of store are used by one product for different sets of collections. Federation is one query-engine span that fans out to several systems; foreign-data access of PostgreSQL is not visible to clients.",
  variants: [
    {
      name: "Polyglot persistence",
      signature: "At least 2 kinds of store for different collections.",
    },
    {
      name: "Federation",
      signature: "One query-engine span fans out to several systems.",
      confidence: "medium",
    },
  ],
  indicators: [
    indicator(
      "store-errors",
      "Errors per store",
      "1",
      "Failed operations divided by all, of the worst store.",
      "max over stores of errors / operations",
      { weight: 0.35, noLimit: ownObjective },
    ),
    indicator(
      "store-latency",
      "Latency per store",
      "s",
      "p95 of operations, of the slowest store.",
      "max over stores of p95",
      { weight: 0.25, noLimit: ownBaseline },
    ),
    indicator(
      "dual-writes",
      "Dual writes",
      "1",
      "Share of writing requests that write to two stores without a queue.",
      "requests with writes to ≥ 2 stores / writing requests",
      { weight: 0.4, good: 0, limits: [own("warning", "gt", 0, "1")], bad: 0.1 },
    ),
  ],
  verify: [
    verify(
      "different-needs",
      "Different needs justify the different stores.",
      ["002"],
      "partly",
      "Collections and operations per store; the reason itself is not visible.",
    ),
  ],
  alerts: [anomaly("A new store appeared.", undefined, "info")],
  capacity: {
    model: "none",
    formulae: [],
    text: "Each store has its own capacity, under the patterns it uses.",
  },
  actions: ["Use an outbox for dual writes."],
  visibility: ["Foreign-data access inside a database is not visible to its clients."],
};
