import type { Reading } from "../evidence/read-signals.ts";
import { pickLabel, readSignal } from "../evidence/read-signals.ts";
import { eventLoopSignals, threadPoolKeys, threadPoolSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { Companion, Recognition } from "./recognition.ts";
import { checkCompanions, rateConfidence } from "./recognition.ts";

const poolCompanions: readonly Companion[] = [
  { signal: threadPoolSignals.busy, text: "Busy threads", gain: "utilisation" },
  { signal: threadPoolSignals.max, text: "Largest size", gain: "utilisation against the limit" },
  { signal: threadPoolSignals.queued, text: "Tasks in the queue", gain: "saturation" },
];

const loopCompanions: readonly Companion[] = [
  {
    signal: eventLoopSignals.utilisation,
    text: "Share of time the event loop is active",
    gain: "utilisation",
    statistic: "avg",
  },
  { signal: eventLoopSignals.delay, text: "p99 of its delay in s", gain: "delay" },
];

const poolProofs = [
  threadPoolSignals.busy,
  threadPoolSignals.count,
  threadPoolSignals.max,
  threadPoolSignals.queued,
];

/** Subject of the event loop of a process. */
export const eventLoopSubject = "event loop";

/** The pool a reading belongs to: its label, or the family that the name of the metric begins with. */
export function nameThreadPool({ labels, name }: Reading): string {
  return pickLabel(labels, threadPoolKeys) ?? name.split(/[._]/)[0] ?? name;
}

function recogniseEventLoop(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const readings = Object.values(eventLoopSignals).flatMap((one) => readSignal(snapshot, one));
  const [first] = readings;
  if (first === undefined) return [];
  const check = checkCompanions(snapshot, loopCompanions);
  return [
    {
      patternId: "P35",
      subject: eventLoopSubject,
      variant: "Event loop",
      ...rateConfidence(first.generation, check),
      evidence: check.evidence,
      missing: check.missing,
    },
  ];
}

/**
 * P35: one recognition per thread pool, and one for the event loop of a Node.js process. Counts of
 * all threads of a process or a runtime show no pool.
 */
export function recogniseThreadPools(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const readings = poolProofs.flatMap((signal) => readSignal(snapshot, signal));
  const pools = [...new Set(readings.map(nameThreadPool))].map((pool): Recognition => {
    const check = checkCompanions(
      snapshot,
      poolCompanions,
      (reading) => nameThreadPool(reading) === pool,
    );
    const generation = readings.find((reading) => nameThreadPool(reading) === pool)?.generation;
    return {
      patternId: "P35",
      subject: pool,
      variant: "Thread pool",
      ...rateConfidence(generation ?? "exporter", check),
      evidence: check.evidence,
      missing: check.missing,
    };
  });
  return [...pools, ...recogniseEventLoop(snapshot)];
}
