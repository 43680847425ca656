import {
  ATTR_DB_OPERATION_BATCH_SIZE,
  ATTR_DB_OPERATION_NAME,
  METRIC_DB_CLIENT_OPERATION_DURATION,
} from "@opentelemetry/semantic-conventions";
import {
  anomaly,
  attribute,
  defined,
  indicator,
  leavesBand,
  metric,
  ownBaseline,
  ownObjective,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P31: Batch processing of statements. */
export const statementBatching: PatternRecord = {
  id: "P31",
  slug: "statement-batching",
  family: "database",
  name: "Batch processing of statements",
  what: "Several statements or rows travel to the database in one call. It saves round trips and commits, at the price of coarser failures.",
  whenToUse:
    "Use it for imports and for writes that come in runs. Bound the size, since very large batches hold locks and memory.",
  grade: "direct",
  evidence: [
    attribute("semconv", [ATTR_DB_OPERATION_BATCH_SIZE], "Also for pipelines of Redis."),
    attribute("semconv", [ATTR_DB_OPERATION_NAME], "Prefixed BATCH; bulk for Elasticsearch."),
    metric("semconv", [METRIC_DB_CLIENT_OPERATION_DURATION], "Counts a batch once."),
  ],
  detect:
    "A batch size of at least 2 on at least 20 % of the writes of a collection. A missed chance is a run of single INSERTs with the same statement and parent, back to back.",
  variants: [
    { name: "Batched", signature: "Batch size of at least 2 on at least 20 % of the writes." },
    {
      name: "Missed chance",
      signature: "Single INSERTs with the same statement and parent, back to back.",
    },
  ],
  indicators: [
    indicator(
      "batch-size",
      "Items per call",
      "{item}",
      "Mean number of items in one call.",
      "items / calls",
      { weight: 0.35, noLimit: ownBaseline },
    ),
    indicator(
      "time-per-item",
      "Time per item",
      "1",
      "Time per item in a batch divided by the time of a single statement.",
      "(batch time / size) / single time",
      { weight: 0.3, good: 0.3, limits: [defined("warning", "gte", 1, "1")] },
    ),
    indicator(
      "failed-batches",
      "Failed batches",
      "1",
      "Batches that failed as a whole.",
      "failed / batches",
      { weight: 0.25, noLimit: ownObjective },
    ),
    indicator(
      "batch-interval",
      "Batch interval",
      "s",
      "Time between two batches.",
      "mean time between batches",
      { weight: 0.1, noLimit: ownBaseline },
    ),
  ],
  verify: [
    verify(
      "gain",
      "The gain in efficiency is there.",
      ["000", "002"],
      "yes",
      "Time per item in batches against single statements.",
    ),
  ],
  alerts: [anomaly("The mean batch size falls.", leavesBand("batch-size", "below"))],
  capacity: {
    model: "little",
    formulae: ["F7"],
    text: "Throughput = size / time; the best size is where the time per item flattens.",
  },
  actions: ["Make batches larger, or bound them."],
  visibility: [],
};
