import { METRIC_JVM_CPU_RECENT_UTILIZATION } from "@opentelemetry/semantic-conventions";
import {
  METRIC_GO_PROCESSOR_LIMIT,
  METRIC_PROCESS_CPU_UTILIZATION,
} from "@opentelemetry/semantic-conventions/incubating";
import {
  anomaly,
  forecast,
  indicator,
  leavesBand,
  metric,
  own,
  traceShape,
  verify,
} from "../build.ts";
import type { PatternRecord } from "../types.ts";

/** P37: Parallel processing and Amdahl's law. */
export const parallelProcessing: PatternRecord = {
  id: "P37",
  slug: "parallel-processing",
  family: "pooling",
  name: "Parallel processing and Amdahl's law",
  what: "Parts of one piece of work run at the same time. What must still run one after the other limits the gain: with a serial share s no number of workers gives more than a speed-up of 1/s.",
  whenToUse:
    "Use it for independent calls and for work that splits evenly. Measure the serial share before adding workers.",
  grade: "inferred",
  evidence: [
    traceShape(
      "Sibling spans that overlap in time under one parent, their fan-out, and the critical path.",
    ),
    metric("semconv", [
      METRIC_JVM_CPU_RECENT_UTILIZATION,
      METRIC_PROCESS_CPU_UTILIZATION,
      METRIC_GO_PROCESSOR_LIMIT,
    ]),
    metric("collector", ["spark.stage.task.active", "spark.executor.task.limit"]),
  ],
  detect:
    "The overlap factor, which is the sum of child times divided by the time covered by any child, is above 1.5 on a route; or metrics of parallel jobs exist.",
  indicators: [
    indicator(
      "overlap-factor",
      "Parallelism",
      "1",
      "Sum of child times divided by the time covered by any child.",
      "Σ child time / union of child intervals",
      { weight: 0.2, noLimit: "It depends on how much of the work can be parallel." },
    ),
    indicator(
      "straggler-ratio",
      "Stragglers",
      "1",
      "Slowest child divided by the median child.",
      "max / median of child times",
      { weight: 0.3, good: 1.5, limits: [own("warning", "gt", 3, "1")] },
    ),
    indicator(
      "serial-share",
      "Serial share",
      "1",
      "Time on the critical path with only one active span, divided by the whole; 0.1 caps the speed-up at 10.",
      ["F12", "time with one active span / total"],
      { weight: 0.3, good: 0.1, limits: [own("warning", "gt", 0.5, "1")], bad: 1 },
    ),
    indicator(
      "speed-up",
      "Speed-up achieved",
      "1",
      "Sum of span work divided by elapsed time, against what Amdahl's law allows.",
      ["F12", "Σ span work / elapsed"],
      { weight: 0.2, noLimit: "Its ceiling is 1/s of the same work." },
    ),
  ],
  verify: [
    verify(
      "serial-share",
      "The serial share has been measured.",
      ["004"],
      "yes",
      "From the critical path of traces.",
    ),
  ],
  alerts: [
    anomaly("One part takes longer than its siblings.", leavesBand("straggler-ratio")),
    forecast("Data grows beyond what the speed-up can absorb."),
  ],
  capacity: {
    model: "usl",
    formulae: ["F12", "F11"],
    text: "Amdahl's law gives the ceiling, the universal scalability law the loss from coordination. A serial share of 0.1 has a ceiling of 10.",
  },
  actions: [
    "Run independent sequential calls in parallel: sequential siblings without a dependency are the finding.",
    "Hedge stragglers.",
  ],
  visibility: ["Whether two calls depend on each other's data is not visible."],
};
