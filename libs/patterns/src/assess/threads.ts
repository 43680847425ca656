import {
  findLargest,
  groupByInstance,
  listNames,
  readDistribution,
  sumPoints,
  sumValues,
} from "../evidence/aggregate.ts";
import type { SeriesPoint } from "../evidence/metric-evidence.ts";
import type { Reading } from "../evidence/read-signals.ts";
import { readSignal } from "../evidence/read-signals.ts";
import type { Signal } from "../evidence/signal.ts";
import { eventLoopSignals, runtimeSignals, threadPoolSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import { computeUtilisation } from "../formulae/utilisation.ts";
import { eventLoopSubject, nameThreadPool } from "../recognise/thread-pool.ts";
import type { Measurement, PatternAssessor } from "./measurement.ts";
import { decide, findValue, input, measured } from "./measurement.ts";

/** Indicators of an event loop; all others are those of threads. */
const loopIndicators = new Set(["event-loop-utilisation", "event-loop-delay"]);

function readPool(snapshot: EvidenceSnapshot, signal: Signal, subject: string): readonly Reading[] {
  return readSignal(snapshot, signal).filter((reading) => nameThreadPool(reading) === subject);
}

/** Busy threads of a pool, its largest size, the names of both, and busy threads over the window. */
export interface BusiestPool {
  readonly busy: number;
  readonly max: number;
  readonly names: readonly string[];
  readonly points: readonly SeriesPoint[];
}

/** Busy threads and the largest size of a pool, on the instance where the pool is fullest. */
export function findBusiestPool(
  snapshot: EvidenceSnapshot,
  subject: string,
): BusiestPool | undefined {
  const maxima = groupByInstance(readPool(snapshot, threadPoolSignals.max, subject));
  return [...groupByInstance(readPool(snapshot, threadPoolSignals.busy, subject))]
    .flatMap(([instance, own]) => {
      const stated = maxima.get(instance) ?? [];
      const [busy, max] = [sumValues(own, "p95"), sumValues(stated, "last")];
      // A pool without bound states the largest integer as its size.
      if (busy === undefined || max === undefined || max <= 0 || max >= 2 ** 31 - 1) return [];
      return { busy, max, names: listNames([...own, ...stated]), points: sumPoints(own) };
    })
    .toSorted((left, right) => right.busy / right.max - left.busy / left.max)[0];
}

function simple(
  snapshot: EvidenceSnapshot,
  indicator: string,
  signal: Signal,
  subject: string | undefined,
): readonly Measurement[] {
  const readings =
    subject === undefined ? readSignal(snapshot, signal) : readPool(snapshot, signal, subject);
  const value = findLargest(readings, "p95");
  return measured(indicator, value, signal.id, [
    input(
      signal.id,
      value ?? 0,
      signal.unit,
      listNames(readings).join(", "),
      "p95 of the worst instance",
    ),
  ]);
}

function measurePool(snapshot: EvidenceSnapshot, subject: string): readonly Measurement[] {
  const fullest = findBusiestPool(snapshot, subject);
  const rejected = readPool(snapshot, threadPoolSignals.rejected, subject);
  const completed = readPool(snapshot, threadPoolSignals.completed, subject);
  const [refused, done] = [sumValues(rejected, "increase"), sumValues(completed, "increase")];
  const wait = readDistribution(readPool(snapshot, threadPoolSignals.waitTime, subject));
  const names = fullest?.names ?? [];
  return [
    ...(fullest === undefined
      ? []
      : measured("utilisation", computeUtilisation(fullest.busy, fullest.max), "busy / max", [
          input("busy", fullest.busy, "{thread}", names[0] ?? "", "p95 of the fullest instance"),
          input("max", fullest.max, "{thread}", names[1] ?? "", "last"),
        ])),
    ...simple(snapshot, "queue", threadPoolSignals.queued, subject),
    ...(refused === undefined || done === undefined
      ? []
      : measured("rejections", computeUtilisation(refused, refused + done), "rejected / all", [
          input("rejected", refused, "{task}", listNames(rejected).join(", "), "increase"),
          input("finished", done, "{task}", listNames(completed).join(", "), "increase"),
        ])),
    ...measured("task-wait", wait?.mean, "mean time in the queue", [
      input("wait", wait?.mean ?? 0, "s", wait?.names.join(", ") ?? "", "mean"),
    ]),
    ...simple(snapshot, "blocked-threads", runtimeSignals.blocked, undefined),
    ...simple(snapshot, "deadlocked-threads", runtimeSignals.deadlocked, undefined),
  ];
}

/** Active share of the time counter of the event loop, where its gauge is not sent. */
function measureLoopTime(snapshot: EvidenceSnapshot): readonly Measurement[] {
  const times = readSignal(snapshot, eventLoopSignals.time);
  const active = times.filter(({ labels }) => Object.values(labels).includes("active"));
  const [busy, all] = [sumValues(active, "increase"), sumValues(times, "increase")];
  if (busy === undefined || all === undefined) return [];
  return measured("event-loop-utilisation", computeUtilisation(busy, all), "active / time", [
    input("active", busy, "s", listNames(active).join(", "), "increase"),
    input("time", all, "s", listNames(times).join(", "), "increase"),
  ]);
}

function measureLoop(snapshot: EvidenceSnapshot): readonly Measurement[] {
  const gauge = simple(snapshot, "event-loop-utilisation", eventLoopSignals.utilisation, undefined);
  return [
    ...(gauge.length > 0 ? gauge : measureLoopTime(snapshot)),
    ...simple(snapshot, "event-loop-delay", eventLoopSignals.delay, undefined),
  ];
}

/** P35: indicators and points to verify of a thread pool or of an event loop. */
export const assessThreads: PatternAssessor = {
  applies: (indicator, { subject }) =>
    loopIndicators.has(indicator) === (subject === eventLoopSubject),
  measure: (snapshot, { subject }) =>
    subject === eventLoopSubject ? measureLoop(snapshot) : measurePool(snapshot, subject),
  check: (_snapshot, { subject }, measurements) => {
    const perThread = findValue(measurements, "cpu-per-busy-thread");
    return {
      "pool-management": decide(
        true,
        subject === eventLoopSubject
          ? "Work runs on an event loop."
          : `Series of the pool ${subject} arrive.`,
      ),
      sizing: decide(
        perThread === undefined ? undefined : perThread > 0,
        "CPU time is not reported per pool, so waiting and computing cannot be told apart.",
      ),
    };
  },
};
