import { input } from "../assess/measurement.ts";
import { listPoolUses } from "../assess/pool.ts";
import { findBusiestPool } from "../assess/threads.ts";
import { findLargest, listNames, readDistribution, sumPoints } from "../evidence/aggregate.ts";
import type { Reading } from "../evidence/read-signals.ts";
import { readSignal } from "../evidence/read-signals.ts";
import { readFor } from "../assess/measurement.ts";
import { eventLoopSignals, poolKeys, poolSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import { computeMeanBusy, findServersForWait } from "../formulae/queueing.ts";
import { eventLoopSubject } from "../recognise/thread-pool.ts";
import type { Headroom, PeakLoad } from "./headroom.ts";
import { computeHeadroom } from "./headroom.ts";

/** What grows in proportion to the load; undefined without a peak or without load now. */
export function scaleToPeak(
  used: number | undefined,
  peak: PeakLoad | undefined,
): number | undefined {
  if (used === undefined || peak === undefined || !(peak.nowPerS > 0)) return undefined;
  return (used * peak.peakPerS) / peak.nowPerS;
}

/** The load as inputs of a calculation. */
export function describePeak(peak: PeakLoad | undefined) {
  if (peak === undefined) return [];
  return [
    input("load now", peak.nowPerS, "{request}/s", "requests", "rate"),
    input("load at peak", peak.peakPerS, "{request}/s", "forecast of requests", "peak"),
  ];
}

/** Mean connections in use by Little's law, takes per second · mean use time (F7). */
function measureBusy(readings: readonly Reading[], { window }: EvidenceSnapshot) {
  const use = readDistribution(readings);
  if (use === undefined) return undefined;
  const takenPerS = (use.count * 1000) / (window.endMs - window.startMs);
  const busy = computeMeanBusy(takenPerS, use.mean) ?? 0;
  const names = use.names.join(", ");
  return {
    busy,
    inputs: [
      input("takes", takenPerS, "{connection}/s", names, "count / window"),
      input("use time", use.mean, "s", names, "mean"),
    ],
  };
}

/**
 * Connections of a pool on its fullest instance, at the peak by Little's law: what is in use grows
 * with the load while the use time stays. In use now is the p95 of the gauge, or takes · use time
 * where that is more: a gauge that is read now and then misses short uses.
 */
export function sizePool(
  snapshot: EvidenceSnapshot,
  subject: string,
  peak: PeakLoad | undefined,
  limitByCaller?: number,
): Headroom {
  const [fullest] = listPoolUses(snapshot, subject);
  const onFullest = ({ series }: Reading) =>
    fullest === undefined || (series.instanceId ?? "") === fullest.instanceId;
  const useds = readFor(snapshot, poolSignals.used, poolKeys, subject).filter(onFullest);
  const times = readFor(snapshot, poolSignals.useTime, poolKeys, subject);
  const little = measureBusy(times.some(onFullest) ? times.filter(onFullest) : times, snapshot);
  const counted = fullest?.used ?? findLargest(useds, "p95");
  const used = counted === undefined ? undefined : Math.max(counted, little?.busy ?? 0);
  const limit = limitByCaller ?? fullest?.limit;
  const stated = fullest?.isPlateau === true ? "plateau" : "telemetry";
  return computeHeadroom({
    patternId: "P33",
    resource: "pool-connections",
    subject,
    unit: "{connection}",
    model: "little",
    limit,
    limitFrom: limitByCaller === undefined ? stated : "caller",
    usedNow: used,
    usedAtPeak: scaleToPeak(used, peak),
    usedPoints: sumPoints(useds),
    expression: "used at peak = max(used, takes · use time) · load at peak / load now",
    inputs: [
      input("used", counted ?? 0, "{connection}", listNames(useds).join(", "), "p95"),
      ...(little?.inputs ?? []),
      input("limit", limit ?? 0, "{connection}", fullest?.limitName ?? "", "last"),
      ...describePeak(peak),
    ],
  });
}

/**
 * Connections that a pool needs at the peak so that no more than `probability` of requests wait
 * longer than `waitS` (F7, F9), from the takes per second and the mean use time. Undefined where
 * the use time or the peak is not known.
 */
export function adviseServers(
  snapshot: EvidenceSnapshot,
  subject: string,
  peak: PeakLoad,
  waitS: number,
  probability: number,
): { readonly servers: number; readonly busyAtPeak: number } | undefined {
  const use = readDistribution(readFor(snapshot, poolSignals.useTime, poolKeys, subject));
  if (use === undefined || !(use.mean > 0) || !(peak.nowPerS > 0)) return undefined;
  const { startMs, endMs } = snapshot.window;
  const takenPerS = (use.count * 1000) / (endMs - startMs);
  const arrivalsPerS = (takenPerS * peak.peakPerS) / peak.nowPerS;
  const servers = findServersForWait(arrivalsPerS, 1 / use.mean, waitS, probability);
  const busyAtPeak = computeMeanBusy(arrivalsPerS, use.mean);
  return servers === undefined || busyAtPeak === undefined ? undefined : { servers, busyAtPeak };
}

/** Threads of a pool on its fullest instance, at the peak by Little's law. */
export function sizeThreads(
  snapshot: EvidenceSnapshot,
  subject: string,
  peak: PeakLoad | undefined,
  limitByCaller?: number,
): Headroom {
  const fullest = findBusiestPool(snapshot, subject);
  const limit = limitByCaller ?? fullest?.max;
  return computeHeadroom({
    patternId: "P35",
    resource: "threads",
    subject,
    unit: "{thread}",
    model: "little",
    limit,
    limitFrom: limitByCaller === undefined ? "telemetry" : "caller",
    usedNow: fullest?.busy,
    usedAtPeak: scaleToPeak(fullest?.busy, peak),
    usedPoints: fullest?.points ?? [],
    expression: "busy at peak = busy now · load at peak / load now",
    inputs: [
      input("busy now", fullest?.busy ?? 0, "{thread}", fullest?.names[0] ?? "", "p95"),
      input("limit", limit ?? 0, "{thread}", fullest?.names[1] ?? "", "last"),
      ...describePeak(peak),
    ],
  });
}

/**
 * The event loop of the busiest instance: the mean share of time it is active grows with the load;
 * its limit is 1.
 */
export function sizeEventLoop(snapshot: EvidenceSnapshot, peak: PeakLoad | undefined): Headroom {
  const readings = readSignal(snapshot, eventLoopSignals.utilisation);
  const used = findLargest(readings, "avg");
  return computeHeadroom({
    patternId: "P35",
    resource: "event-loop",
    subject: eventLoopSubject,
    unit: "1",
    model: "little",
    limit: 1,
    limitFrom: "model",
    usedNow: used,
    usedAtPeak: scaleToPeak(used, peak),
    usedPoints: sumPoints(readings.filter(({ series }) => series.avg === used).slice(0, 1)),
    expression: "active at peak = active now · load at peak / load now",
    inputs: [
      input("active now", used ?? 0, "1", listNames(readings).join(", "), "avg of the busiest"),
      input("limit", 1, "1", "one thread", "definition"),
      ...describePeak(peak),
    ],
  });
}
