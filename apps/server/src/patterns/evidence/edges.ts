import type { EdgeEvidence } from "@headroom/patterns";
import { snapshotBounds } from "@headroom/patterns";
import type {
  CallShape,
  ErrorStep,
  NeighbourSpan,
  OperationSummary,
  SampledSpan,
} from "@headroom/telemetry-store";
import { describeTarget, findProtocol, nameServer } from "./call-kinds.ts";
import { spanKinds } from "./sampled-requests.ts";
import type { CallsOf } from "./span-shapes.ts";
import { correlate, dropAbsent, findMean, findQuantile, sumOf } from "./span-figures.ts";

/** What the edges of a service are made from. */
export interface EdgeSources {
  readonly service: string;
  readonly windowS: number;
  readonly calls: readonly CallShape[];
  readonly callsOf: CallsOf;
  readonly operations: readonly OperationSummary[];
  /** Spans of the service in sampled traces. */
  readonly sample: readonly SampledSpan[];
  /** Spans right above and below them, and the own entry spans with their instances. */
  readonly neighbours: readonly NeighbourSpan[];
}

const maxTargets = 50;
const maxAddresses = 20;
/** Part of the sampled calls whose other end must be seen for it to be named. */
const leastMatched = 0.05;

interface Match {
  readonly call: SampledSpan;
  readonly served: NeighbourSpan;
}

function shareTargets(
  ids: readonly { readonly id: string; readonly weight: number }[],
  callsPerS: number,
): EdgeEvidence["targets"] {
  const total = sumOf(ids, ({ weight }) => weight);
  return [...Map.groupBy(ids, ({ id }) => id)]
    .filter(([id]) => id !== "")
    .map(([id, own]) => ({
      id,
      callsPerS: (callsPerS * sumOf(own, ({ weight }) => weight)) / total,
    }))
    .toSorted((left, right) => right.callsPerS - left.callsPerS)
    .slice(0, maxTargets);
}

/** A shape, or the part of one, that calls one peer. */
interface OutCall {
  readonly peer: string;
  readonly shape: CallShape;
  readonly protocol: EdgeEvidence["protocol"];
  readonly calls: number;
  readonly matches: readonly Match[];
}

function splitByPeer(
  shape: CallShape,
  calls: number,
  sampled: number,
  matches: readonly Match[],
): readonly OutCall[] {
  const protocol = findProtocol(shape);
  if (shape.kind !== spanKinds.client || protocol === undefined || protocol === "messaging") {
    return [];
  }
  const { peerService, serverAddress, dbSystem } = describeTarget(shape);
  const stated = peerService ?? serverAddress ?? dbSystem;
  if (matches.length === 0 || matches.length < leastMatched * sampled) {
    return stated === undefined ? [] : [{ peer: stated, shape, protocol, calls, matches: [] }];
  }
  return [...Map.groupBy(matches, ({ served }) => served.service)].map(([peer, own]) => ({
    peer,
    shape,
    protocol,
    calls: (calls * own.length) / matches.length,
    matches: own,
  }));
}

function describeOut(peer: string, parts: readonly OutCall[], windowS: number): EdgeEvidence {
  const calls = sumOf(parts, (part) => part.calls);
  const callsPerS = calls / windowS;
  const matches = parts.flatMap((part) => part.matches);
  const errorRatios = parts.map(({ shape, calls: weight }) => ({
    value: shape.errors / Math.max(1e-9, shape.calls),
    weight,
  }));
  const slowness = parts.map(({ shape, calls: weight }) => ({
    value: shape.p95Ms / 1000,
    weight,
  }));
  const network = matches.map(({ call, served }) => ({
    value: Math.max(0, call.durationMs - served.durationMs) / 1000,
    weight: 1,
  }));
  const ids =
    matches.length > 0
      ? matches.map(({ served }) => ({ id: served.instance, weight: 1 }))
      : parts.flatMap(({ shape }) =>
          shape.peers.map(({ address, calls: weight }) => ({ id: address, weight })),
        );
  const addresses = parts.flatMap(({ shape }) => nameServer(shape.attributes) ?? []);
  return dropAbsent({
    direction: "out" as const,
    peer,
    protocol: parts[0]?.protocol ?? "http",
    callsPerS,
    errorRatio: findMean(errorRatios) ?? 0,
    p95S: findMean(slowness) ?? 0,
    serverAddresses: [...new Set(addresses)].slice(0, maxAddresses),
    targets: shareTargets(ids, callsPerS),
    networkS: findMean(network),
  });
}

function listOut(sources: EdgeSources): readonly EdgeEvidence[] {
  const { calls, callsOf, sample, neighbours, windowS } = sources;
  const below = new Map(
    neighbours
      .filter(({ kind, service }) => kind === spanKinds.server && service !== sources.service)
      .map((span) => [span.parentSpanId, span]),
  );
  // A sample holds more traces than were asked for their neighbours.
  const own = new Set(
    neighbours.filter(({ service }) => service === sources.service).map(({ spanId }) => spanId),
  );
  const traced = new Set(
    sample
      .filter(({ spanId }) => below.has(spanId) || own.has(spanId))
      .map(({ traceId }) => traceId),
  );
  const sampled = Map.groupBy(
    sample.filter(({ kind, traceId }) => kind === spanKinds.client && traced.has(traceId)),
    ({ shape }) => shape,
  );
  const parts = calls.flatMap((shape) => {
    const made = sampled.get(shape.id) ?? [];
    const matches = made.flatMap((call): Match[] => {
      const served = below.get(call.spanId);
      return served === undefined ? [] : [{ call, served }];
    });
    return splitByPeer(shape, callsOf(shape), made.length, matches);
  });
  return [...Map.groupBy(parts, ({ peer, protocol }) => `${protocol} ${peer}`).values()].map(
    (own) => describeOut(own[0]?.peer ?? "", own, windowS),
  );
}

interface InCall {
  readonly caller: NeighbourSpan;
  readonly served: NeighbourSpan;
  readonly weight: number;
}

function describeIn(peer: string, calls: readonly InCall[], windowS: number): EdgeEvidence {
  const callsPerS = sumOf(calls, ({ weight }) => weight) / windowS;
  const weigh = (valueOf: (call: InCall) => number) =>
    calls.map((call) => ({ value: valueOf(call), weight: call.weight }));
  const addresses = calls.flatMap(({ caller }) => nameServer(caller.attributes) ?? []);
  const protocol = findProtocol({ attributes: calls[0]?.caller.attributes ?? {}, verb: "" });
  return dropAbsent({
    direction: "in" as const,
    peer,
    protocol: protocol === "rpc" ? ("rpc" as const) : ("http" as const),
    callsPerS,
    errorRatio: findMean(weigh(({ caller }) => Number(caller.isError))) ?? 0,
    p95S:
      findQuantile(
        weigh(({ caller }) => caller.durationMs / 1000),
        0.95,
      ) ?? 0,
    serverAddresses: [...new Set(addresses)].slice(0, maxAddresses),
    targets: shareTargets(
      calls.map(({ served, weight }) => ({ id: served.instance, weight })),
      callsPerS,
    ),
    networkS: findMean(
      weigh(({ caller, served }) => Math.max(0, caller.durationMs - served.durationMs) / 1000),
    ),
  });
}

function listIn(sources: EdgeSources): readonly EdgeEvidence[] {
  const { neighbours, operations, service, windowS } = sources;
  const own = neighbours.filter(
    (span) => span.service === service && span.kind === spanKinds.server,
  );
  const perName = Map.groupBy(own, ({ name }) => name);
  const callsOf = new Map(
    operations
      .filter(({ kind }) => kind === spanKinds.server)
      .map(({ operation, calls }) => [operation, calls]),
  );
  const above = new Map(
    neighbours
      .filter((span) => span.service !== service && span.kind === spanKinds.client)
      .map((span) => [span.spanId, span]),
  );
  const calls = own.flatMap((served): InCall[] => {
    const caller = above.get(served.parentSpanId);
    if (caller === undefined) return [];
    const sampled = perName.get(served.name)?.length ?? 1;
    const weight = Math.max(1, (callsOf.get(served.name) ?? sampled) / sampled);
    return [{ caller, served, weight }];
  });
  return [...Map.groupBy(calls, ({ caller }) => caller.service)].map(([peer, theirs]) =>
    describeIn(peer, theirs, windowS),
  );
}

/** Calls between a service and others, the busiest first; at most 100. */
export function listEdges(sources: EdgeSources): readonly EdgeEvidence[] {
  return [...listOut(sources), ...listIn(sources)]
    .toSorted((left, right) => right.callsPerS - left.callsPerS)
    .slice(0, snapshotBounds.edges);
}

const leastPairs = 10;

/** Adds the correlation of the error ratios of a service and its peers, step by step. */
export function correlateErrors(
  edges: readonly EdgeEvidence[],
  service: string,
  steps: readonly ErrorStep[],
): readonly EdgeEvidence[] {
  const ratios = new Map(
    steps
      .filter(({ calls }) => calls > 0)
      .map(({ service: name, timeMs, calls, errors }) => [`${name} ${timeMs}`, errors / calls]),
  );
  const times = [...new Set(steps.map(({ timeMs }) => timeMs))];
  return edges.map((edge) => {
    const pairs = times.flatMap((timeMs): (readonly [number, number])[] => {
      const own = ratios.get(`${service} ${timeMs}`);
      const other = ratios.get(`${edge.peer} ${timeMs}`);
      return own === undefined || other === undefined ? [] : [[own, other]];
    });
    return dropAbsent({ ...edge, errorCorrelation: correlate(pairs, leastPairs) });
  });
}
