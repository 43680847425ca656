import { listNames, readDistribution, sumPoints, sumValues } from "../evidence/aggregate.ts";
import { queueKeys, queueSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { DestinationEvidence } from "../evidence/topology-evidence.ts";
import type { MeasuredInput } from "./measurement.ts";
import { input, readFor } from "./measurement.ts";

/** The spans of a queue, by its name. */
export function findDestination(
  { destinations }: EvidenceSnapshot,
  subject: string,
): DestinationEvidence | undefined {
  return destinations.find(({ name }) => name === subject);
}

/** Messages in a queue: waiting and in work, p95 over the window. */
export function readDepth(snapshot: EvidenceSnapshot, subject: string) {
  const ready = readFor(snapshot, queueSignals.ready, queueKeys, subject);
  const unacknowledged = readFor(snapshot, queueSignals.unacknowledged, queueKeys, subject);
  return {
    ready: sumValues(ready, "p95"),
    unacknowledged: sumValues(unacknowledged, "p95"),
    readyName: listNames(ready).join(", "),
    unacknowledgedName: listNames(unacknowledged).join(", "),
    points: sumPoints([...ready, ...unacknowledged]),
  };
}

/** Arrivals, mean work and workers of a queue, from which its use follows. */
export interface QueueLoad {
  readonly arrivalsPerS: number;
  readonly workS: number;
  readonly workers: number;
  readonly inputs: readonly MeasuredInput[];
}

/**
 * Load of a queue from the spans of its destination; the workers are what the instances worked on
 * at once, or one for each instance where that is not known. Undefined without consumers.
 */
export function readQueueLoad(snapshot: EvidenceSnapshot, subject: string): QueueLoad | undefined {
  const destination = findDestination(snapshot, subject);
  const times = readDistribution(readFor(snapshot, queueSignals.processTime, queueKeys, subject));
  const workS = times?.mean ?? destination?.processMeanS;
  if (destination === undefined || workS === undefined) return undefined;
  const instances = destination.consumers.reduce((sum, one) => sum + one.instances, 0);
  const workers = instances * (destination.concurrency ?? 1);
  if (workers === 0) return undefined;
  const arrivalsPerS = Math.max(destination.sentPerS, destination.consumedPerS);
  return {
    arrivalsPerS,
    workS,
    workers,
    inputs: [
      input("λ", arrivalsPerS, "{message}/s", "producer and consumer spans", "rate"),
      input("time per message", workS, "s", times?.names.join(", ") ?? "consumer spans", "mean"),
      input("workers", workers, "{worker}", "consumer spans", "instances × most at once"),
    ],
  };
}
