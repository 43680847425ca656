import { hasSignal } from "../evidence/read-signals.ts";
import { heapSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { Recognition } from "../recognise/recognition.ts";
import { eventLoopSubject } from "../recognise/thread-pool.ts";
import type { Headroom, PeakLoad, ResourceKind } from "./headroom.ts";
import { sizeCacheMemory, sizeHeap } from "./size-memory.ts";
import { sizeEventLoop, sizePool, sizeThreads } from "./size-pools.ts";
import { sizeQueueDepth, sizeQueueWorkers } from "./size-queues.ts";
import { sizeReplicas, sizeScalability } from "./size-scaling.ts";

/**
 * What a sizing needs besides the snapshot: the time now in ms, the forecast peak of the load
 * (absent while the forecast is still learning), and limits that a user set, by resource and
 * subject as `nameResource` joins them.
 */
export interface SizeOptions {
  readonly nowMs: number;
  readonly peak?: PeakLoad;
  readonly limits?: Readonly<Record<string, number>>;
}

/** Key of a resource of a subject, for limits that a user set and for stored results. */
export function nameResource(resource: ResourceKind, subject: string): string {
  return `${resource}:${subject}`;
}

function sizeRecognition(
  snapshot: EvidenceSnapshot,
  { patternId, subject }: Recognition,
  { nowMs, peak, limits = {} }: SizeOptions,
): readonly Headroom[] {
  const limit = (resource: ResourceKind) => limits[nameResource(resource, subject)];
  switch (patternId) {
    case "P01":
      return [sizeScalability(snapshot, peak)];
    case "P04":
      return [sizeReplicas(snapshot, subject, peak, limit("replicas"))];
    case "P14":
      return [sizeCacheMemory(snapshot, subject, peak, limit("cache-memory"))];
    case "P33":
      return [sizePool(snapshot, subject, peak, limit("pool-connections"))];
    case "P35":
      return subject === eventLoopSubject
        ? [sizeEventLoop(snapshot, peak)]
        : [sizeThreads(snapshot, subject, peak, limit("threads"))];
    case "P38":
    case "P41":
      return [
        sizeQueueWorkers(snapshot, patternId, subject, peak, limit("queue-workers")),
        sizeQueueDepth(snapshot, patternId, subject, peak, limit("queue-depth"), nowMs),
      ];
    default:
      return [];
  }
}

/**
 * Headroom of every bounded resource of a snapshot: those of the recognised patterns, and the heap
 * where its use is known. A resource that cannot be sized is there with its refusal. A queue that
 * is recognised twice is sized once.
 */
export function sizeAll(
  snapshot: EvidenceSnapshot,
  recognitions: readonly Recognition[],
  options: SizeOptions,
): readonly Headroom[] {
  const heapLimit = options.limits?.[nameResource("heap", snapshot.subject.name)];
  const heap = hasSignal(snapshot, heapSignals.used)
    ? [sizeHeap(snapshot, options.peak, heapLimit)]
    : [];
  const seen = new Set<string>();
  return [
    ...recognitions.flatMap((recognition) => sizeRecognition(snapshot, recognition, options)),
    ...heap,
  ].filter(({ resource, subject }) => {
    const key = nameResource(resource, subject);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
