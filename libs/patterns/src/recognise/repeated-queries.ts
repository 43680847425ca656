import { ATTR_DB_RESPONSE_RETURNED_ROWS } from "@opentelemetry/semantic-conventions/incubating";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { Repetition, SpanShape } from "../evidence/span-evidence.ts";
import type { Recognition } from "./recognition.ts";
import { rateConfidence } from "./recognition.ts";

/** Repetitions below one parent, and the share of traces that show them. */
const leastRepeats = 5;
const leastTraceShare = 0.01;
const leastTraces = 20;
const reading = /^(SELECT|FIND|GET|HGET|AGGREGATE|QUERY)$/i;

function isRead({ dbSystem, dbOperation, method }: SpanShape): boolean {
  if (dbSystem !== undefined) return reading.test(dbOperation ?? "");
  return method === undefined || method === "GET";
}

/** The same statement on as many different nodes at once is one question to all shards. */
function isScatter(
  { peerAddresses }: SpanShape,
  { perParentP50, sequentialShare }: Repetition,
): boolean {
  return (peerAddresses?.length ?? 0) >= perParentP50 && sequentialShare < 0.2;
}

/** Whether equal calls repeat below one request without being a batch, a retry or a loop of its own. */
export function isRepeated(shape: SpanShape): boolean {
  const { repetition, entry, batchSize, attempts, kind } = shape;
  if (repetition === undefined || entry === undefined || kind !== "client") return false;
  if ((batchSize ?? 1) >= 2 || (attempts?.failedFirstShare ?? 0) > 0.5) return false;
  const { traces, tracesShare, perParentP95 } = repetition;
  return (
    isRead(shape) &&
    traces >= leastTraces &&
    tracesShare >= leastTraceShare &&
    perParentP95 >= leastRepeats &&
    !isScatter(shape, repetition)
  );
}

function describeLazy(shape: SpanShape, repetition: Repetition): Recognition {
  const { confidence } = rateConfidence("trace-shape");
  const grows = (repetition.sizeCorrelation ?? 0) > 0.5;
  const isSequential = repetition.sequentialShare > 0.8;
  return {
    patternId: "P30",
    subject: `${shape.entry}: ${shape.name}`,
    variant: "N+1 (lazy without eager)",
    confidence: Math.min(0.95, confidence + (grows ? 0.2 : 0) + (isSequential ? 0.1 : 0)),
    reason: grows
      ? "Equal statements repeat below one request, as often as the query before returned rows."
      : "Equal statements repeat below one request.",
    evidence: [
      { text: "Statements per request, p95", signal: shape.name, value: repetition.perParentP95 },
      {
        text: "Share of requests with five or more",
        signal: shape.name,
        value: repetition.tracesShare,
      },
      { text: "Share of the request's time", signal: shape.name, value: repetition.timeShare },
    ],
    missing:
      repetition.sizeCorrelation === undefined
        ? [{ signal: ATTR_DB_RESPONSE_RETURNED_ROWS, gain: "whether repeats grow with the rows" }]
        : [],
  };
}

function describeEager(shape: SpanShape): Recognition {
  const isLoader = shape.name.startsWith("dataloader");
  return {
    patternId: "P30",
    subject: shape.entry === undefined ? shape.name : `${shape.entry}: ${shape.name}`,
    variant: "Eager",
    ...rateConfidence("trace-shape"),
    evidence: [
      isLoader
        ? { text: "Loads are gathered by a loader", signal: shape.name, value: shape.callsPerS }
        : {
            text: "Mean number of items per call",
            signal: shape.name,
            value: shape.batchSize ?? null,
          },
    ],
    missing: [],
  };
}

function isEager(shape: SpanShape): boolean {
  if (shape.name.startsWith("dataloader")) return true;
  return shape.kind === "client" && isRead(shape) && (shape.batchSize ?? 1) >= 2;
}

/**
 * P30: calls that repeat below one request (to a database or to a service), one recognition per
 * operation and entry; and, as its opposite, loads that are gathered into one call.
 */
export function recogniseRepeatedQueries(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const lazy = snapshot.shapes.flatMap((shape) =>
    isRepeated(shape) && shape.repetition !== undefined
      ? describeLazy(shape, shape.repetition)
      : [],
  );
  return [...lazy, ...snapshot.shapes.filter(isEager).map(describeEager)];
}
