import {
  ATTR_DB_COLLECTION_NAME,
  ATTR_DB_OPERATION_BATCH_SIZE,
  ATTR_DB_QUERY_SUMMARY,
  ATTR_DB_QUERY_TEXT,
  ATTR_HTTP_ROUTE,
  ATTR_RPC_METHOD,
} from "@opentelemetry/semantic-conventions";
import {
  ATTR_DB_RESPONSE_RETURNED_ROWS,
  ATTR_HTTP_RESPONSE_BODY_SIZE,
} from "@opentelemetry/semantic-conventions/incubating";
import {
  anomaly,
  attribute,
  crosses,
  forecast,
  indicator,
  leavesBand,
  metric,
  own,
  ownObjective,
  reaches,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P30: Lazy and eager loading (N+1). */
export const lazyEagerLoading: PatternRecord = {
  id: "P30",
  slug: "lazy-eager-loading",
  family: "database",
  name: "Lazy and eager loading (N+1)",
  what: "Loading related data one by one costs one statement for the list and one more for each of its rows. Eager loading fetches them together with a join, a list of keys or a data loader.",
  whenToUse:
    "Load eagerly what a request will surely need, lazily what it may not. Look for this pattern whenever a route makes many equal statements.",
  grade: "inferred",
  evidence: [
    traceShape(
      "Under one parent, k sequential client spans with the same statement and collection that differ only in parameters, after one query that returned about k rows.",
    ),
    traceShape("The same for calls of a remote method or route: a remote N+1."),
    attribute("semconv", [
      ATTR_DB_QUERY_SUMMARY,
      ATTR_DB_QUERY_TEXT,
      ATTR_DB_COLLECTION_NAME,
      ATTR_DB_RESPONSE_RETURNED_ROWS,
      ATTR_RPC_METHOD,
      ATTR_HTTP_ROUTE,
      ATTR_DB_OPERATION_BATCH_SIZE,
      ATTR_HTTP_RESPONSE_BODY_SIZE,
    ]),
    metric(
      "exporter",
      [
        "hibernate.entities.fetches",
        "hibernate.collections.fetches",
        "hibernate.entities.loads",
        "hibernate.query.executions",
      ],
      "Hibernate through Micrometer.",
    ),
    traceShape("Many resolver spans of GraphQL; a DataLoader span means the remedy is in place."),
  ],
  detect:
    "Lazy without eager: at least 5 identical statements per parent on at least 1 % of the traces of a route, with k correlated with the size of the result. Eager: one statement with a join or a list of keys, a batch size of at least 2, or a data loader. Over-eager loading shows as wide rows and large response bodies.",
  variants: [
    {
      name: "N+1 (lazy without eager)",
      signature:
        "At least 5 identical statements per parent on at least 1 % of the traces, growing with the result.",
    },
    {
      name: "Eager",
      signature: "One join or list of keys, a batch size of at least 2, or a data loader.",
    },
    { name: "Over-eager", signature: "Wide rows and large response bodies.", confidence: "low" },
  ],
  indicators: [
    indicator(
      "statements-per-request",
      "Identical statements per request",
      "{statement}",
      "p95 of the largest group of identical statements under one parent.",
      "p95 over traces of k",
      {
        weight: 0.4,
        good: 2,
        limits: [own("warning", "gt", 10, "{statement}"), own("critical", "gt", 50, "{statement}")],
      },
    ),
    indicator(
      "time-share",
      "Time in the repeated group",
      "1",
      "Share of the request time spent in the repeated statements.",
      "time of the group / request time",
      { weight: 0.25, good: 0.05, limits: [own("warning", "gt", 0.5, "1")] },
    ),
    indicator(
      "sequential-share",
      "Sequential share",
      "1",
      "Share of the group that does not overlap in time.",
      "time with one active span / time of the group",
      {
        weight: 0.1,
        noLimit: "It says how much overlapping would gain, not whether the group is bad.",
      },
    ),
    indicator(
      "saving",
      "Possible saving",
      "s",
      "Time saved if the group became one statement.",
      "(k−1) · mean span time",
      { weight: 0.25, noLimit: ownObjective },
    ),
  ],
  verify: [
    verify(
      "preloaded",
      "Related data is loaded ahead.",
      ["000"],
      "yes",
      "Identical statements per request.",
    ),
  ],
  alerts: [
    threshold(
      "A route makes more than 10 identical statements per request.",
      crosses("statements-per-request", own("warning", "gt", 10, "{statement}")),
    ),
    threshold(
      "A route makes more than 50 identical statements per request.",
      crosses("statements-per-request", own("critical", "gt", 50, "{statement}")),
      "critical",
    ),
    anomaly("Statements per request jumped after a release.", leavesBand("statements-per-request")),
    forecast(
      "The number of statements grows with the data until the objective is breached.",
      reaches("statements-per-request", "gt", 50),
    ),
  ],
  capacity: {
    model: "little",
    formulae: ["F7"],
    text: "Load of the database = request rate times statements per request.",
  },
  actions: [
    "Fetch with a join.",
    "Set a batch size for fetching.",
    "Use a data loader.",
    "Select only the columns needed.",
  ],
  visibility: [
    "Whether the rows fetched are used is not visible.",
    "Tail sampling and sampling of children distort the shape: keep an unbiased sample per route.",
  ],
};
