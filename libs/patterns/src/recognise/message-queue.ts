import { groupByLabel } from "../evidence/aggregate.ts";
import { pickLabel, readSignal } from "../evidence/read-signals.ts";
import { queueKeys, queueSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { DestinationEvidence } from "../evidence/topology-evidence.ts";
import type { Companion, EvidenceItem, Recognition } from "./recognition.ts";
import { checkCompanions, rateConfidence } from "./recognition.ts";

const companions: readonly Companion[] = [
  { signal: queueSignals.ready, text: "Messages that wait", gain: "depth" },
  { signal: queueSignals.unacknowledged, text: "Messages in work", gain: "depth" },
  { signal: queueSignals.consumers, text: "Consumers", gain: "consumers" },
  {
    signal: queueSignals.sent,
    text: "Messages sent per s",
    gain: "arrival rate",
    statistic: "avg",
  },
  {
    signal: queueSignals.consumed,
    text: "Messages taken per s",
    gain: "service rate",
    statistic: "avg",
  },
  {
    signal: queueSignals.processTime,
    text: "Mean time to process a message in s",
    gain: "use of the consumers",
    statistic: "avg",
  },
];

/** Signals any of which only a queue has; counts of sent messages may be those of a topic. */
const proofs = [queueSignals.ready, queueSignals.unacknowledged, queueSignals.oldestAge];

/** Whether more than one service or group takes each message, or an answer comes back at once. */
function isShared({ consumers, replies }: DestinationEvidence): boolean {
  const takers = new Set(consumers.map(({ service, group }) => group ?? service));
  return takers.size > 1 || replies === true;
}

function describeSides({ name, producers, consumers }: DestinationEvidence): EvidenceItem[] {
  return [
    { text: "Services that send", signal: name, value: producers.join(", ") },
    {
      text: "Service that takes, and its instances",
      signal: name,
      value: consumers.map(({ service, instances }) => `${service} (${instances})`).join(", "),
    },
  ];
}

function recogniseQueue(
  snapshot: EvidenceSnapshot,
  queue: string,
  destination: DestinationEvidence | undefined,
): Recognition {
  const check = checkCompanions(snapshot, companions, ({ labels }) => {
    const label = pickLabel(labels, queueKeys);
    return label === undefined || label === queue;
  });
  const rated = rateConfidence(
    destination === undefined ? (check.rung ?? "exporter") : "current",
    check,
  );
  const isComplete = destination !== undefined && destination.producers.length > 0;
  return {
    patternId: "P38",
    subject: queue === "" ? snapshot.subject.name : queue,
    confidence: isComplete ? rated.confidence : Math.min(rated.confidence, 0.8),
    reason: isComplete
      ? "One service takes what others send, each message once."
      : `${rated.reason} Not both sides of the queue are seen.`,
    evidence: [...(destination === undefined ? [] : describeSides(destination)), ...check.evidence],
    missing: check.missing,
  };
}

/**
 * P38: one recognition per queue of which one service or group takes each message once. From
 * producer and consumer spans of the destination, and from the metrics of brokers. Topics with
 * several groups, and requests that wait for an answer, are left out.
 */
export function recogniseMessageQueues(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const shared = new Set(snapshot.destinations.filter(isShared).map(({ name }) => name));
  const seen = snapshot.destinations.filter(
    ({ name, consumers }) => consumers.length > 0 && !shared.has(name),
  );
  const byDestination = new Map(seen.map((destination) => [destination.name, destination]));
  const readings = proofs.flatMap((signal) => readSignal(snapshot, signal));
  const names = new Set([...byDestination.keys(), ...groupByLabel(readings, queueKeys).keys()]);
  return [...names]
    .filter((name) => !shared.has(name))
    .map((name) => recogniseQueue(snapshot, name, byDestination.get(name)));
}
