import type { Activity, CallShape, SampledSpan } from "@headroom/telemetry-store";

/** A client span of trace `t` below `entry` that takes 1 ms, with these parts. */
export function sketchSpan(parts: Partial<SampledSpan> = {}): SampledSpan {
  return {
    traceId: "t",
    spanId: "span",
    parentSpanId: "entry",
    kind: 3,
    name: "call",
    shape: "shape",
    request: "same",
    startMs: 0,
    durationMs: 1,
    isError: false,
    method: "",
    status: 0,
    resends: 0,
    rows: null,
    ...parts,
  };
}

/** A server span `GET /` of a trace that takes 100 ms, with calls below it one after the other. */
export function sketchTrace(
  traceId: string,
  calls: readonly Partial<SampledSpan>[],
  entry: Partial<SampledSpan> = {},
): readonly SampledSpan[] {
  const server = sketchSpan({
    traceId,
    spanId: "entry",
    parentSpanId: "",
    kind: 2,
    name: "GET /",
    shape: "",
    durationMs: 100,
    ...entry,
  });
  return [
    server,
    ...calls.map((call, index) =>
      sketchSpan({ traceId, spanId: `${index}`, startMs: 1 + index * 2, ...call }),
    ),
  ];
}

/** A shape of 1,000 client calls with these parts. */
export function sketchCall(parts: Partial<CallShape> = {}): CallShape {
  return {
    id: "shape",
    kind: 3,
    name: "call",
    attributes: {},
    verb: "",
    calls: 1_000,
    errors: 0,
    totalMs: 1_000,
    p95Ms: 2,
    batchSize: null,
    resends: 0,
    maxResends: 0,
    peers: [],
    ...parts,
  };
}

/** Server spans of instance `a` at version 1 in steps of a minute from 0, one number per step. */
export function sketchActivity(
  perStep: readonly number[],
  parts: Partial<Activity> = {},
): Activity {
  const spans = perStep.reduce((sum, count) => sum + count, 0);
  return {
    instance: "a",
    version: "1",
    kind: 2,
    calls: spans,
    spans,
    errors: 0,
    totalMs: spans * 10,
    p95Ms: 20,
    firstSeenMs:
      Math.max(
        0,
        perStep.findIndex((count) => count > 0),
      ) * 60_000,
    lastSeenMs: (perStep.findLastIndex((count) => count > 0) + 1) * 60_000,
    namespace: "",
    resource: {},
    operations: ["GET /"],
    steps: perStep.flatMap((count, step) =>
      count === 0
        ? []
        : [{ timeMs: step * 60_000, calls: count, spans: count, errors: 0, fastFailures: 0 }],
    ),
    ...parts,
  };
}
