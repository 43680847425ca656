import { ATTR_CODE_FUNCTION_NAME, ATTR_OTEL_SCOPE_NAME } from "@opentelemetry/semantic-conventions";
import { T9 } from "../../limits/data-limits.ts";
import {
  anomaly,
  attribute,
  crosses,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P32: Data-access patterns (repository, data mapper, active record, unit of work). */
export const dataAccessPatterns: PatternRecord = {
  id: "P32",
  slug: "data-access-patterns",
  family: "database",
  name: "Data-access patterns (repository, data mapper, active record, unit of work)",
  what: "Ways to organise the code that talks to a database. Only the unit of work, which groups changes into one transaction, leaves a clear trace.",
  whenToUse:
    "Look here when transactions are long or roll back often: a remote call inside a transaction holds its locks and its connection.",
  grade: "weak",
  evidence: [
    traceShape(
      "One transaction per server span: BEGIN and COMMIT as siblings around the statements, with a burst of writes at the end.",
    ),
    metric(
      "exporter",
      ["hibernate.flushes", "hibernate.transactions", "hibernate.sessions.open"],
      "Hibernate through Micrometer.",
    ),
    metric("collector-2026", ["postgresql.commits", "postgresql.rollbacks"]),
    attribute("semconv", [ATTR_OTEL_SCOPE_NAME], "Name of the mapping library."),
    attribute(
      "semconv",
      [ATTR_CODE_FUNCTION_NAME],
      "Names of classes appear only in internal spans and code attributes.",
    ),
  ],
  detect:
    "A mapping library is in use if the scope name says so; the unit of work shows in the order of statements. The other three cannot be told apart.",
  variants: [
    {
      name: "Unit of work",
      signature: "One transaction per server span with a burst of writes before the commit.",
      confidence: "medium",
    },
    {
      name: "Mapping library in use",
      signature: "The scope name is that of a mapping library.",
      confidence: "medium",
    },
  ],
  indicators: [
    indicator(
      "transaction-age",
      "Age of the oldest transaction",
      "s",
      "How long the oldest transaction has been open.",
      "now − start of the oldest transaction",
      { weight: 0.35, good: 5, limits: [T9.limits.oldestTransaction] },
    ),
    indicator(
      "remote-calls",
      "Remote calls inside transactions",
      "1",
      "Transactions with a client span to another service between begin and commit.",
      "transactions with a remote call / transactions",
      { weight: 0.3, good: 0, limits: [own("warning", "gt", 0, "1")], bad: 0.1 },
    ),
    indicator(
      "rollbacks",
      "Rollbacks",
      "1",
      "Rolled-back transactions divided by all.",
      "rollbacks / (commits + rollbacks)",
      { weight: 0.25, good: 0.01, limits: [T9.limits.rollbacks] },
    ),
    indicator(
      "idle-in-transaction",
      "Idle in transaction",
      "1",
      "Connections that hold a transaction open and do nothing.",
      "idle in transaction / connections",
      { weight: 0.1, noLimit: ownBaseline },
    ),
  ],
  verify: [
    verify(
      "transactions",
      "Transactions are managed.",
      ["002"],
      "yes",
      "Age, rollbacks and remote calls inside transactions.",
    ),
  ],
  alerts: [
    threshold(
      "A transaction is open for more than 2 minutes.",
      crosses("transaction-age", T9.limits.oldestTransaction),
    ),
    threshold(
      "More than 10 % of the transactions roll back.",
      crosses("rollbacks", T9.limits.rollbacks),
    ),
    anomaly("Rollbacks rise.", leavesBand("rollbacks")),
  ],
  capacity: {
    model: "little",
    formulae: ["F7"],
    text: "The time a transaction holds its connection feeds the demand on the pool (P33).",
  },
  actions: ["Move remote calls out of transactions."],
  visibility: [
    "Repository, data mapper and active record are structure of code; only the scope name of the mapping library is visible.",
  ],
};
