import type { DestinationConsumer, DestinationEvidence } from "@headroom/patterns";
import { snapshotBounds } from "@headroom/patterns";
import {
  MESSAGING_OPERATION_TYPE_VALUE_CREATE,
  MESSAGING_OPERATION_TYPE_VALUE_DELIVER,
  MESSAGING_OPERATION_TYPE_VALUE_PROCESS,
  MESSAGING_OPERATION_TYPE_VALUE_RECEIVE,
  MESSAGING_OPERATION_TYPE_VALUE_SEND,
} from "@opentelemetry/semantic-conventions/incubating";
import type { CallShape, DestinationSide, DestinationWait } from "@headroom/telemetry-store";
import { describeTarget } from "./call-kinds.ts";
import type { SampledRequest } from "./sampled-requests.ts";
import { spanKinds } from "./sampled-requests.ts";
import { correlate, dropAbsent, sumOf } from "./span-figures.ts";

/** What a span does with a message. */
type MessageRole = "send" | "create" | "receive" | "process";

const rolesByOperation: Readonly<Record<string, MessageRole>> = {
  [MESSAGING_OPERATION_TYPE_VALUE_SEND]: "send",
  publish: "send",
  [MESSAGING_OPERATION_TYPE_VALUE_CREATE]: "create",
  [MESSAGING_OPERATION_TYPE_VALUE_RECEIVE]: "receive",
  poll: "receive",
  [MESSAGING_OPERATION_TYPE_VALUE_PROCESS]: "process",
  [MESSAGING_OPERATION_TYPE_VALUE_DELIVER]: "process",
};

/** Role of a span by its operation, or by its kind where none is stated; else undefined. */
export function findRole({
  kind,
  operation,
}: Pick<DestinationSide, "kind" | "operation">): MessageRole | undefined {
  if (operation !== "") return rolesByOperation[operation.toLowerCase()];
  if (kind === spanKinds.producer) return "send";
  return kind === spanKinds.consumer ? "process" : undefined;
}

/** Names of the queues and topics that a service sends to or takes from, the busiest first. */
export function listDestinationNames(calls: readonly CallShape[]): readonly string[] {
  const names = calls.flatMap((shape) => {
    const { destination, messagingSystem } = describeTarget(shape);
    const isMessaging = shape.kind !== spanKinds.client || messagingSystem !== undefined;
    return isMessaging && destination !== undefined ? [destination] : [];
  });
  return [...new Set(names)].slice(0, snapshotBounds.destinations);
}

/** Whether the service takes a message of the same trace between sending one and answering. */
function isAnswered(
  { entry }: SampledRequest,
  sentMs: number,
  sameTrace: readonly SampledRequest[],
): boolean {
  const endMs = entry.startMs + entry.durationMs;
  return sameTrace.some(
    ({ entry: { kind, startMs } }) =>
      kind === spanKinds.consumer && startMs > sentMs && startMs <= endMs,
  );
}

/**
 * Destinations that server requests send to, and whether an answer comes back within most of these
 * requests. `targetOf` gives the destination of a shape.
 */
export function findReplies(
  requests: readonly SampledRequest[],
  targetOf: (shape: string) => string | undefined,
): ReadonlyMap<string, boolean> {
  const answers = [...Map.groupBy(requests, ({ entry }) => entry.traceId).values()].flatMap(
    (sameTrace) =>
      sameTrace
        .filter(({ entry }) => entry.kind === spanKinds.server)
        .flatMap((request) =>
          request.inner
            .filter(({ span }) => span.kind === spanKinds.producer)
            .map(({ span }) => ({
              name: targetOf(span.shape) ?? "",
              answered: isAnswered(request, span.startMs, sameTrace),
            })),
        ),
  );
  return new Map(
    [...Map.groupBy(answers, ({ name }) => name)]
      .filter(([name]) => name !== "")
      .map(([name, own]) => [name, own.filter(({ answered }) => answered).length > own.length / 2]),
  );
}

type Sides = readonly DestinationSide[];

function inRole(sides: Sides, ...wanted: readonly MessageRole[]): Sides {
  for (const role of wanted) {
    const own = sides.filter((side) => findRole(side) === role);
    if (own.length > 0) return own;
  }
  return [];
}

function listConsumers(sides: Sides): readonly DestinationConsumer[] {
  return [...Map.groupBy(sides, ({ service, group }) => `${service}\n${group}`).values()].map(
    (own) =>
      dropAbsent({
        service: own[0]?.service ?? "",
        group: own[0]?.group === "" ? undefined : own[0]?.group,
        instances: Math.max(...own.map(({ instances }) => instances)),
      }),
  );
}

/** Mean duration of all sides at each step. */
function averageSteps(sides: Sides): ReadonlyMap<number, number> {
  const all = sides.flatMap(({ steps }) => steps);
  return new Map(
    [...Map.groupBy(all, ([timeMs]) => timeMs)].map(([timeMs, own]) => [
      timeMs,
      sumOf(own, ([, meanMs]) => meanMs) / own.length,
    ]),
  );
}

const leastSteps = 10;

function correlateLatency(senders: Sides, workers: Sides): number | undefined {
  const worked = averageSteps(workers);
  const pairs = [...averageSteps(senders)].flatMap(([timeMs, sent]) => {
    const work = worked.get(timeMs);
    return work === undefined ? [] : [[sent, work] as const];
  });
  return correlate(pairs, leastSteps);
}

function describeWork(workers: Sides) {
  const calls = sumOf(workers, (side) => side.calls);
  if (!(calls > 0)) return {};
  return {
    processMeanS: sumOf(workers, ({ totalMs }) => totalMs) / calls / 1000,
    processP95S: Math.max(...workers.map(({ p95Ms }) => p95Ms)) / 1000,
    concurrency: Math.max(...workers.map(({ concurrency }) => concurrency)),
  };
}

function describeDestination(
  name: string,
  sides: Sides,
  wait: DestinationWait | undefined,
  replies: boolean | undefined,
  windowS: number,
): DestinationEvidence {
  const senders = inRole(sides, "send", "create");
  const workers = inRole(sides, "process");
  const takers = inRole(sides, "process", "receive");
  const taken = sumOf(takers, ({ calls }) => calls);
  return dropAbsent({
    name,
    system: sides.find(({ system }) => system !== "")?.system ?? "",
    producers: [...new Set(senders.map(({ service }) => service))],
    consumers: listConsumers(takers),
    sentPerS: sumOf(senders, ({ messages }) => messages) / windowS,
    consumedPerS: sumOf(takers, ({ messages }) => messages) / windowS,
    ...describeWork(workers),
    waitP95S: wait === undefined ? undefined : wait.p95Ms / 1000,
    errorRatio: taken > 0 ? sumOf(takers, ({ errors }) => errors) / taken : undefined,
    latencyCorrelation: correlateLatency(senders, workers),
    // Whether nobody answers is only seen from the side that sends.
    replies,
  });
}

/** The queues and topics of a service over all services, the busiest first; at most 20. */
export function listDestinations(
  sides: readonly DestinationSide[],
  waits: readonly DestinationWait[],
  replies: ReadonlyMap<string, boolean>,
  windowS: number,
): readonly DestinationEvidence[] {
  return [...Map.groupBy(sides, ({ destination }) => destination)]
    .map(([name, own]) =>
      describeDestination(
        name,
        own,
        waits.find(({ destination }) => destination === name),
        replies.get(name),
        windowS,
      ),
    )
    .toSorted(
      (left, right) => right.sentPerS + right.consumedPerS - left.sentPerS - left.consumedPerS,
    )
    .slice(0, snapshotBounds.destinations);
}
