import type { SpanShape } from "@headroom/patterns";
import { snapshotBounds } from "@headroom/patterns";
import type { CallShape, OperationSummary } from "@headroom/telemetry-store";
import type { createAttemptReader } from "./attempts.ts";
import { describeTarget } from "./call-kinds.ts";
import type { ShapeUse } from "./repetitions.ts";
import { nameKind, spanKinds } from "./sampled-requests.ts";
import { dropAbsent, sumOf } from "./span-figures.ts";

/** Calls of a shape in the whole window, from those in its slices. */
export type CallsOf = (shape: CallShape) => number;

/**
 * How calls in slices are carried over to the window: by the calls of the operation in both, where
 * they are known, else by the share of the window that the slices are.
 */
export function createCallScale(
  shapes: readonly CallShape[],
  operations: readonly OperationSummary[],
  slicedShare: number,
): CallsOf {
  if (slicedShare >= 1) return ({ calls }) => calls;
  const key = (kind: number, name: string) => `${kind} ${name}`;
  const whole = new Map(
    [...Map.groupBy(operations, (one) => key(one.kind, one.operation))].map(([id, own]) => [
      id,
      sumOf(own, ({ calls }) => calls),
    ]),
  );
  const sliced = new Map(
    [...Map.groupBy(shapes, (one) => key(one.kind, one.name))].map(([id, own]) => [
      id,
      sumOf(own, ({ calls }) => calls),
    ]),
  );
  return ({ kind, name, calls }) => {
    const [all, part] = [whole.get(key(kind, name)) ?? 0, sliced.get(key(kind, name)) ?? 0];
    return all > 0 && part > 0 ? (calls * all) / part : calls / slicedShare;
  };
}

/** What the shapes of a service are made from. */
export interface ShapeSources {
  readonly calls: readonly CallShape[];
  readonly operations: readonly OperationSummary[];
  readonly callsOf: CallsOf;
  readonly uses: ReadonlyMap<string, ShapeUse>;
  readonly attemptsOf: ReturnType<typeof createAttemptReader>;
  readonly windowS: number;
}

function describeCall(shape: CallShape, sources: ShapeSources): SpanShape {
  const calls = sources.callsOf(shape);
  const use = sources.uses.get(shape.id);
  const peers = shape.peers.slice(0, 20).map(({ address }) => address);
  return dropAbsent({
    kind: nameKind(shape.kind),
    name: shape.name,
    entry: use?.entry,
    ...describeTarget(shape),
    peerAddresses: peers.length === 0 ? undefined : peers,
    calls: Math.round(calls),
    callsPerS: calls / sources.windowS,
    errorRatio: shape.errors / Math.max(1e-9, shape.calls),
    meanS: shape.totalMs / Math.max(1e-9, shape.calls) / 1000,
    p95S: shape.p95Ms / 1000,
    batchSize: shape.batchSize ?? undefined,
    repetition: use?.repetition,
    attempts: sources.attemptsOf(shape, calls),
  });
}

function describeOperation(operation: OperationSummary, windowS: number): SpanShape {
  return {
    kind: nameKind(operation.kind),
    name: operation.operation,
    calls: operation.calls,
    callsPerS: operation.calls / windowS,
    errorRatio: operation.errorRatio ?? 0,
    meanS: (operation.avgMs ?? 0) / 1000,
    p95S: (operation.p95Ms ?? 0) / 1000,
  };
}

/** The operations of a service: calls by their peers, the rest by name; the busiest 200. */
export function listShapes(sources: ShapeSources): readonly SpanShape[] {
  const { calls, operations, windowS } = sources;
  const rest = operations.filter(
    ({ kind }) => kind === spanKinds.server || kind === spanKinds.internal,
  );
  return [
    ...calls.map((shape) => describeCall(shape, sources)),
    ...rest.map((operation) => describeOperation(operation, windowS)),
  ]
    .toSorted((left, right) => right.calls - left.calls)
    .slice(0, snapshotBounds.shapes);
}
