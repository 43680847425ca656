import type { Statistic } from "../evidence/aggregate.ts";
import { findLargest, listNames, readDistribution, sumValues } from "../evidence/aggregate.ts";
import type { Signal } from "../evidence/signal.ts";
import { jobSignals, queueKeys, queueSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import { computeMeanBusy } from "../formulae/queueing.ts";
import { computeUtilisation } from "../formulae/utilisation.ts";
import type { Measurement, PatternAssessor } from "./measurement.ts";
import { decide, findValue, input, measured, readFor } from "./measurement.ts";
import { findDestination, readDepth, readQueueLoad } from "./queue-load.ts";

function single(
  snapshot: EvidenceSnapshot,
  indicator: string,
  signal: Signal,
  subject: string,
): readonly Measurement[] {
  const readings = readFor(snapshot, signal, queueKeys, subject);
  const value = findLargest(readings, "p95");
  return measured(indicator, value, signal.id, [
    input(signal.id, value ?? 0, signal.unit, listNames(readings).join(", "), "p95"),
  ]);
}

function measureUse(
  snapshot: EvidenceSnapshot,
  indicator: string,
  subject: string,
): readonly Measurement[] {
  const load = readQueueLoad(snapshot, subject);
  if (load === undefined) return [];
  const busy = computeMeanBusy(load.arrivalsPerS, load.workS);
  const use = busy === undefined ? undefined : computeUtilisation(busy, load.workers);
  return measured(indicator, use, "λ · time per message / workers", load.inputs);
}

function measureWait(
  snapshot: EvidenceSnapshot,
  indicator: string,
  signal: Signal,
  subject: string,
): readonly Measurement[] {
  const stated = single(snapshot, indicator, signal, subject);
  const wait = findDestination(snapshot, subject)?.waitP95S;
  if (stated.length > 0) return stated;
  return measured(indicator, wait, "p95 of receiving − sending", [
    input("wait", wait ?? 0, "s", "links between producer and consumer spans", "p95"),
  ]);
}

function measureDepth(snapshot: EvidenceSnapshot, subject: string): readonly Measurement[] {
  const { ready, unacknowledged, readyName, unacknowledgedName } = readDepth(snapshot, subject);
  if (ready === undefined && unacknowledged === undefined) return [];
  return measured("depth", (ready ?? 0) + (unacknowledged ?? 0), "ready + unacknowledged", [
    ...(ready === undefined ? [] : [input("ready", ready, "{message}", readyName, "p95")]),
    ...(unacknowledged === undefined
      ? []
      : [input("unacknowledged", unacknowledged, "{message}", unacknowledgedName, "p95")]),
  ]);
}

function measureShare(
  snapshot: EvidenceSnapshot,
  indicator: string,
  subject: string,
  part: Signal,
  whole: Signal,
  statistics: readonly [Statistic, Statistic],
): readonly Measurement[] {
  const [parts, wholes] = [part, whole].map((one) => readFor(snapshot, one, queueKeys, subject));
  const [used, limit] = [
    sumValues(parts ?? [], statistics[0]),
    sumValues(wholes ?? [], statistics[1]),
  ];
  if (used === undefined || limit === undefined) return [];
  return measured(indicator, computeUtilisation(used, limit), `${part.id} / ${whole.id}`, [
    input(part.id, used, part.unit, listNames(parts ?? []).join(", "), statistics[0]),
    input(whole.id, limit, whole.unit, listNames(wholes ?? []).join(", "), statistics[1]),
  ]);
}

function measureConsumers(snapshot: EvidenceSnapshot, subject: string): readonly Measurement[] {
  const stated = single(snapshot, "consumers", queueSignals.consumers, subject);
  if (stated.length > 0) return stated;
  const destination = findDestination(snapshot, subject);
  const instances = destination?.consumers.reduce((sum, one) => sum + one.instances, 0);
  return measured("consumers", instances, "instances that take messages", [
    input("instances", instances ?? 0, "{consumer}", "consumer spans", "distinct instances"),
  ]);
}

function measureQueue(snapshot: EvidenceSnapshot, subject: string): readonly Measurement[] {
  const { redelivered, delivered, memoryUsed, memoryLimit } = queueSignals;
  const destination = findDestination(snapshot, subject);
  const [wait, work] = [destination?.waitP95S, destination?.processP95S];
  const isTimed = wait !== undefined && work !== undefined;
  return [
    ...measureDepth(snapshot, subject),
    ...measureWait(snapshot, "oldest-age", queueSignals.oldestAge, subject),
    ...measureUse(snapshot, "consumer-utilisation", subject),
    ...measureShare(snapshot, "redelivered-share", subject, redelivered, delivered, [
      "increase",
      "increase",
    ]),
    ...measureConsumers(snapshot, subject),
    ...measured(
      "end-to-end-latency",
      isTimed ? wait + work : undefined,
      "p95 of waiting + p95 of work",
      [
        input("waiting", wait ?? 0, "s", "links between spans", "p95"),
        input("work", work ?? 0, "s", "consumer spans", "p95"),
      ],
    ),
    ...measureShare(snapshot, "node-resources", subject, memoryUsed, memoryLimit, ["p95", "last"]),
  ];
}

function measureJobs(snapshot: EvidenceSnapshot, subject: string): readonly Measurement[] {
  const destination = findDestination(snapshot, subject);
  const runtime = readDistribution(readFor(snapshot, jobSignals.runtime, queueKeys, subject));
  const p95 = runtime?.p95 ?? destination?.processP95S;
  const failures = destination?.errorRatio;
  return [
    ...measureWait(snapshot, "queue-wait", jobSignals.latency, subject),
    ...single(snapshot, "enqueued", jobSignals.waiting, subject),
    ...measureUse(snapshot, "worker-utilisation", subject),
    ...measured("failure-share", failures, "failed / processed", [
      input("share", failures ?? 0, "1", "consumer spans", "ratio"),
    ]),
    ...measured("runtime", p95, "p95 of runtime", [
      input("runtime", p95 ?? 0, "s", runtime?.names.join(", ") ?? "consumer spans", "p95"),
    ]),
  ];
}

/** P38: indicators and the point to verify of a queue. */
export const assessMessageQueue: PatternAssessor = {
  measure: (snapshot, { subject }) => measureQueue(snapshot, subject),
  check: (snapshot, { subject }) => {
    const correlation = findDestination(snapshot, subject)?.latencyCorrelation;
    return {
      decoupled: decide(
        correlation === undefined ? undefined : correlation < 0.5,
        correlation === undefined
          ? "Latency of producers and consumers was not compared."
          : `Correlation of the latency of both sides ${correlation.toFixed(2)}.`,
      ),
    };
  },
};

/** P41: indicators and the point to verify of a job queue. */
export const assessJobQueue: PatternAssessor = {
  measure: (snapshot, { subject }) => measureJobs(snapshot, subject),
  check: (snapshot, _recognition, measurements) => {
    const serves = snapshot.shapes.some(({ kind }) => kind === "server");
    const works = snapshot.shapes.some(({ kind }) => kind === "consumer");
    const isKnown = serves || works || findValue(measurements, "runtime") !== undefined;
    return {
      "jobs-processed": decide(
        isKnown ? works && !serves : undefined,
        serves ? "The same service serves requests." : "The service serves no requests.",
      ),
    };
  },
};
