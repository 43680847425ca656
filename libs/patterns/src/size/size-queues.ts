import { input } from "../assess/measurement.ts";
import { readDepth, readQueueLoad } from "../assess/queue-load.ts";
import type { PatternId } from "../catalogue/types.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { QueueDrain } from "../formulae/drain.ts";
import { assessQueueDrain } from "../formulae/drain.ts";
import { computeMeanBusy } from "../formulae/queueing.ts";
import type { Headroom, PeakLoad } from "./headroom.ts";
import { computeHeadroom } from "./headroom.ts";
import { describePeak, scaleToPeak } from "./size-pools.ts";

/** Workers of a queue, at the peak by Little's law: λ · time per message against all workers. */
export function sizeQueueWorkers(
  snapshot: EvidenceSnapshot,
  patternId: PatternId,
  subject: string,
  peak: PeakLoad | undefined,
  limitByCaller?: number,
): Headroom {
  const load = readQueueLoad(snapshot, subject);
  const busy = load === undefined ? undefined : computeMeanBusy(load.arrivalsPerS, load.workS);
  return computeHeadroom({
    patternId,
    resource: "queue-workers",
    subject,
    unit: "{worker}",
    model: "little",
    limit: limitByCaller ?? load?.workers,
    limitFrom: limitByCaller === undefined ? "telemetry" : "caller",
    usedNow: busy,
    usedAtPeak: scaleToPeak(busy, peak),
    usedPoints: [],
    expression: "busy at peak = λ · time per message · load at peak / load now",
    inputs: [...(load?.inputs ?? []), ...describePeak(peak)],
  });
}

/**
 * Depth of a queue against a limit that the caller sets (a length limit of the broker, or what may
 * wait at most). At the peak it grows by what arrives and is not taken until then (F13).
 */
export function sizeQueueDepth(
  snapshot: EvidenceSnapshot,
  patternId: PatternId,
  subject: string,
  peak: PeakLoad | undefined,
  limitByCaller: number | undefined,
  nowMs: number,
): Headroom {
  const depth = readDepth(snapshot, subject);
  const load = readQueueLoad(snapshot, subject);
  const isKnown = depth.ready !== undefined || depth.unacknowledged !== undefined;
  const used = isKnown ? (depth.ready ?? 0) + (depth.unacknowledged ?? 0) : undefined;
  const arrivalsAtPeak = scaleToPeak(load?.arrivalsPerS, peak);
  const servedPerS = load === undefined || load.workS <= 0 ? undefined : load.workers / load.workS;
  const seconds = peak === undefined ? 0 : Math.max(0, (peak.atMs - nowMs) / 1000);
  // Arrivals climb to the peak, so that half of the excess piles up on the way.
  const excess =
    arrivalsAtPeak === undefined || servedPerS === undefined
      ? undefined
      : (Math.max(0, arrivalsAtPeak - servedPerS) * seconds) / 2;
  return computeHeadroom({
    patternId,
    resource: "queue-depth",
    subject,
    unit: "{message}",
    model: "growth",
    limit: limitByCaller,
    limitFrom: "caller",
    usedNow: used,
    usedAtPeak: used === undefined || excess === undefined ? undefined : used + excess,
    usedPoints: depth.points,
    expression: "depth at peak = depth now + (arrivals at peak − capacity) · time to peak / 2",
    inputs: [
      input(
        "depth now",
        used ?? 0,
        "{message}",
        [depth.readyName, depth.unacknowledgedName].filter((name) => name !== "").join(", "),
        "p95",
      ),
      ...(load?.inputs ?? []),
      ...describePeak(peak),
    ],
  });
}

/**
 * What becomes of the backlog of a queue at the rates of the window (F13): the time until it is
 * empty, its age, and when messages get dropped. Undefined where the load is not known.
 */
export function sizeBacklog(
  snapshot: EvidenceSnapshot,
  subject: string,
  retentionS?: number,
): QueueDrain | undefined {
  const load = readQueueLoad(snapshot, subject);
  const { ready } = readDepth(snapshot, subject);
  if (load === undefined || ready === undefined || load.workS <= 0) return undefined;
  return assessQueueDrain({
    lag: ready,
    consumedPerS: load.workers / load.workS,
    producedPerS: load.arrivalsPerS,
    ...(retentionS === undefined ? {} : { retentionS }),
  });
}
