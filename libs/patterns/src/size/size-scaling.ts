import { input, readFor } from "../assess/measurement.ts";
import { findLargest, listNames, sumPoints } from "../evidence/aggregate.ts";
import { autoscalerKeys, autoscalerSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import { assessScalability } from "../formulae/scalability-verdict.ts";
import { listSteadyInstances } from "../recognise/horizontal-scaling.ts";
import type { Headroom, PeakLoad } from "./headroom.ts";
import { computeHeadroom, headroomAdvice } from "./headroom.ts";
import { describePeak } from "./size-pools.ts";

/** HPA leaves the count as it is while the ratio is within this of 1 (T23). */
const tolerance = 0.1;

/**
 * Replicas of an autoscaler: desired at peak = ceil(current · load at peak / load now) unless the
 * load changes by less than 10 %, against its maximum. Not cut at the maximum, so that a need
 * beyond it shows as negative headroom.
 */
export function sizeReplicas(
  snapshot: EvidenceSnapshot,
  subject: string,
  peak: PeakLoad | undefined,
  limitByCaller?: number,
): Headroom {
  const read = (key: "current" | "desired" | "max" | "min") =>
    readFor(snapshot, autoscalerSignals[key], autoscalerKeys, subject);
  const currents = read("current").length > 0 ? read("current") : read("desired");
  const current = findLargest(currents, "last");
  const floor = findLargest(read("min"), "last") ?? 1;
  const limit = limitByCaller ?? findLargest(read("max"), "last");
  const ratio =
    peak === undefined || !(peak.nowPerS > 0) ? undefined : peak.peakPerS / peak.nowPerS;
  const isSteady = ratio !== undefined && Math.abs(ratio - 1) <= tolerance;
  const wanted =
    current === undefined || ratio === undefined
      ? undefined
      : Math.max(floor, isSteady ? current : Math.ceil(current * ratio));
  return computeHeadroom({
    patternId: "P04",
    resource: "replicas",
    subject,
    unit: "{pod}",
    model: "autoscaler",
    limit,
    limitFrom: limitByCaller === undefined ? "telemetry" : "caller",
    usedNow: current,
    usedAtPeak: wanted,
    usedPoints: sumPoints(currents),
    expression: "desired at peak = ceil(current · load at peak / load now)",
    inputs: [
      input("current", current ?? 0, "{pod}", listNames(currents).join(", "), "last"),
      input("max", limit ?? 0, "{pod}", listNames(read("max")).join(", "), "last"),
      ...describePeak(peak),
    ],
  });
}

/**
 * Throughput of a service against the peak of its scalability curve (F11), or the reason why no
 * curve is given. Without coherency the curve has no peak and the limit γ/σ is used; linear scaling
 * has no limit at all.
 */
export function sizeScalability(snapshot: EvidenceSnapshot, peak: PeakLoad | undefined): Headroom {
  const verdict = assessScalability(snapshot.loadLevels);
  const now = listSteadyInstances(snapshot).reduce(
    (sum, { requestsPerS }) => sum + requestsPerS,
    0,
  );
  const isFitted = verdict.verdict === "fitted";
  const limit =
    isFitted && Number.isFinite(verdict.peakThroughput) ? verdict.peakThroughput : undefined;
  const result = computeHeadroom({
    patternId: "P01",
    resource: "scalability",
    subject: snapshot.subject.name,
    unit: "{request}/s",
    model: "usl",
    limit,
    limitFrom: "model",
    usedNow: now,
    usedAtPeak: peak?.peakPerS,
    usedPoints: snapshot.timeline.map(({ atMs, requestsPerS }) => ({ atMs, value: requestsPerS })),
    expression: "limit = X(N*) with N* = √((1 − σ)/κ)",
    inputs: [
      ...(isFitted
        ? [
            input(
              "γ",
              verdict.law.gamma,
              "{request}/s",
              "hourly maxima by number of instances",
              "fit",
            ),
            input("σ", verdict.law.sigma, "1", "hourly maxima by number of instances", "fit"),
            input("κ", verdict.law.kappa, "1", "hourly maxima by number of instances", "fit"),
            input("R²", verdict.determination, "1", "hourly maxima by number of instances", "fit"),
          ]
        : []),
      ...describePeak(peak),
    ],
  });
  if (isFitted) return result;
  return { ...result, refusal: verdict.reason, calculation: headroomAdvice[verdict.reason] };
}
