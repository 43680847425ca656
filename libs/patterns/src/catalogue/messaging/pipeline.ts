import { ATTR_MESSAGING_DESTINATION_NAME } from "@opentelemetry/semantic-conventions/incubating";
import { T14 } from "../../limits/stream-limits.ts";
import {
  anomaly,
  attribute,
  crosses,
  forecast,
  indicator,
  leavesBand,
  metric,
  own,
  ownBaseline,
  reaches,
  threshold,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P47: Pipeline. */
export const pipeline: PatternRecord = {
  id: "P47",
  slug: "pipeline",
  family: "messaging",
  name: "Pipeline",
  what: "Work passes through stages in a fixed order, each with its own queue. The slowest stage sets the pace of the whole.",
  whenToUse:
    "Use it when work has clear steps that scale differently. Scale only the stage that is the bottleneck.",
  grade: "inferred",
  evidence: [
    traceShape(
      "A chain of at least 3 stages that consume and produce, one service each, over different destinations.",
    ),
    traceShape("INTERNAL spans in constant order in one process."),
    attribute("semconv", [ATTR_MESSAGING_DESTINATION_NAME]),
    metric(
      "exporter",
      ["otelcol_exporter_queue_size"],
      "Collectors are pipelines too, with processors of their own.",
    ),
  ],
  detect: "At least 80 % of the paths have the same order.",
  indicators: [
    indicator(
      "bottleneck-utilisation",
      "Load of the bottleneck",
      "1",
      "Highest load over the stages; the bottleneck also has a growing input queue.",
      ["F8", "max over stages of ρ"],
      { weight: 0.4, good: 0.5, limits: [own("warning", "gt", 0.8, "1")], bad: 1 },
    ),
    indicator(
      "end-to-end",
      "Waiting share of the whole",
      "1",
      "End-to-end time less the sum of the stages, divided by the end-to-end time.",
      ["F2", "(end-to-end − Σ stages) / end-to-end"],
      { weight: 0.25, noLimit: ownBaseline },
    ),
    indicator(
      "stage-cv",
      "Uneven stages",
      "1",
      "Coefficient of variation of the load over stages.",
      ["F4", "σ/μ of ρ"],
      {
        weight: 0.15,
        noLimit: "Stages differ by nature; the bottleneck tells whether that hurts.",
      },
    ),
    indicator(
      "stage-queue",
      "Queue between stages",
      "{message}",
      "Longest queue between two stages.",
      ["F2", "max over stages of queue length"],
      { weight: 0.2, good: 0, limits: [T14.limits.queued] },
    ),
  ],
  verify: [
    verify(
      "scale-singly",
      "Stages scale one by one.",
      ["000"],
      "partly",
      "Instance counts of stages change independently.",
    ),
    verify(
      "parallel-stages",
      "Stages work in parallel.",
      ["000"],
      "yes",
      "Spans of different stages overlap in time.",
    ),
  ],
  alerts: [
    threshold("A queue between stages is long.", crosses("stage-queue", T14.limits.queued)),
    anomaly("A stage takes longer than usual.", leavesBand("bottleneck-utilisation")),
    forecast("A stage falls behind.", reaches("bottleneck-utilisation", "gt", 1)),
  ],
  capacity: {
    model: "erlang",
    formulae: ["F8", "F13"],
    text: "Throughput is that of the slowest stage; queues one behind the other.",
  },
  actions: ["Scale the bottleneck stage only."],
  visibility: [],
};
