import {
  ATTR_FAAS_TRIGGER,
  ATTR_MESSAGING_BATCH_MESSAGE_COUNT,
  METRIC_K8S_JOB_POD_ACTIVE,
  METRIC_K8S_JOB_POD_SUCCESSFUL,
} from "@opentelemetry/semantic-conventions/incubating";
import {
  anomaly,
  attribute,
  crosses,
  defined,
  forecast,
  indicator,
  leavesBand,
  metric,
  ownBaseline,
  ownObjective,
  reaches,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P46: Batch processing of messages and jobs. */
export const messageBatching: PatternRecord = {
  id: "P46",
  slug: "message-batching",
  family: "messaging",
  name: "Batch processing of messages and jobs",
  what: "Messages or records are gathered and processed together. It costs less per item and makes each item wait for its batch.",
  whenToUse:
    "Use it where throughput matters more than the latency of one item. Bound the size and the waiting time.",
  grade: "direct",
  evidence: [
    attribute(
      "semconv",
      [ATTR_MESSAGING_BATCH_MESSAGE_COUNT, ATTR_FAAS_TRIGGER],
      "Trigger pubsub for batches of an event source.",
    ),
    traceShape("One CONSUMER span with many links."),
    metric(
      "semconv",
      [METRIC_K8S_JOB_POD_ACTIVE, METRIC_K8S_JOB_POD_SUCCESSFUL],
      "The family of job metrics.",
    ),
    metric("collector", ["spark.job.task.active", "spark.stage.status"]),
    traceShape("Load that is idle and then shows long spans of high throughput."),
  ],
  detect:
    "A batch count of at least 2, or at least 2 links per consumer span, or job pods of finite life.",
  indicators: [
    indicator(
      "batch-size",
      "Batch size",
      "{message}",
      "Mean number of messages in a batch.",
      "messages / batches",
      { weight: 0.25, noLimit: ownBaseline },
    ),
    indicator(
      "linger",
      "Age at processing",
      "s",
      "Time a message waited for its batch.",
      "start of processing − send time",
      { weight: 0.2, noLimit: ownObjective },
    ),
    indicator(
      "time-per-item",
      "Time per item",
      "s",
      "Time of a batch divided by its size.",
      "batch time / size",
      { weight: 0.2, noLimit: ownBaseline },
    ),
    indicator(
      "partial-failures",
      "Partial failures",
      "1",
      "Batches in which some items failed.",
      "batches with failures / batches",
      { weight: 0.15, noLimit: ownObjective },
    ),
    indicator(
      "window-share",
      "Use of the window",
      "1",
      "Duration of the batch run divided by its window.",
      "duration / window",
      { weight: 0.2, good: 0.5, limits: [defined("warning", "gte", 1, "1")] },
    ),
  ],
  verify: [
    verify(
      "efficiency",
      "Batches are efficient.",
      ["000"],
      "yes",
      "Time per item over batch size.",
    ),
  ],
  alerts: [
    threshold(
      "A run exceeds its window.",
      crosses("window-share", defined("warning", "gte", 1, "1")),
    ),
    anomaly("The batch size collapsed.", leavesBand("batch-size", "below")),
    forecast("The duration grows towards the window.", reaches("window-share", "gte", 1)),
  ],
  capacity: {
    model: "growth",
    formulae: ["F10"],
    text: "A fit of time = a + b·size gives what fits into the window: (window − a) / b items.",
  },
  actions: ["Resize the batch.", "Process in parallel."],
  visibility: [],
};
