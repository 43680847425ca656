import {
  computeScalingEfficiency,
  findPeakLoad,
  fitScalability,
  predictThroughput,
} from "./scalability.ts";
import type { LoadPoint, ScalabilityLaw } from "./scalability.ts";

/** Why no scalability law is reported. The set is closed. */
export type ScalabilityRefusal = "too-few-levels" | "no-saturation" | "poor-fit";

/** What to do about each refusal. */
export const scalabilityAdvice: Readonly<Record<ScalabilityRefusal, string>> = {
  "too-few-levels":
    "Collect throughput at six or more different loads, for example by a staircase test.",
  "no-saturation": "Raise the load until throughput no longer grows in proportion, then fit again.",
  "poor-fit":
    "Use points of steady latency and one version only; other causes move the throughput.",
};

/**
 * A scalability law that may be believed, with its peak: `peakLoad` is Infinity without coherency,
 * and `peakThroughput` then is the limit γ/σ, or Infinity for linear scaling. `isExtrapolated` says
 * that the peak lies beyond the highest load seen. `determination` is R² from 0 to 1.
 */
export interface ScalabilityReport {
  readonly verdict: "fitted";
  readonly law: ScalabilityLaw;
  readonly peakLoad: number;
  readonly peakThroughput: number;
  readonly isExtrapolated: boolean;
  readonly determination: number;
}

/** A law, or the reason why none is given. */
export type ScalabilityVerdict =
  | ScalabilityReport
  | { readonly verdict: "refused"; readonly reason: ScalabilityRefusal };

/** F11 asks for this many distinct loads. */
export const minimumLoadLevels = 6;
/** Scaling closer to linear than this at the highest load shows no bend (own proposal). */
const linearEfficiency = 0.9;
/** A law that explains less of the variance than this is not believed (own proposal). */
const minimumDetermination = 0.7;

function computeDetermination(law: ScalabilityLaw, points: readonly LoadPoint[]): number {
  const mean = points.reduce((total, { throughput }) => total + throughput, 0) / points.length;
  const total = points.reduce((sum, { throughput }) => sum + (throughput - mean) ** 2, 0);
  const residual = points.reduce(
    (sum, { load, throughput }) => sum + (throughput - predictThroughput(law, load)) ** 2,
    0,
  );
  return total === 0 ? 0 : Math.max(0, 1 - residual / total);
}

function findPeakThroughput(law: ScalabilityLaw, peakLoad: number): number {
  if (Number.isFinite(peakLoad)) return predictThroughput(law, peakLoad);
  return law.sigma > 0 ? law.gamma / law.sigma : Infinity;
}

/**
 * F11 with its rules of refusal: fits the law, and reports it only with six or more distinct
 * loads, when throughput bends at the highest load (efficiency at most 0.9 there, else saturation
 * was never reached), and when the law explains at least 70 % of the variance.
 */
export function assessScalability(points: readonly LoadPoint[]): ScalabilityVerdict {
  const usable = points.filter(({ load, throughput }) => load > 0 && throughput > 0);
  const levels = new Set(usable.map(({ load }) => load));
  if (levels.size < minimumLoadLevels) return { verdict: "refused", reason: "too-few-levels" };
  const law = fitScalability(usable);
  if (law === undefined) return { verdict: "refused", reason: "poor-fit" };
  const highest = Math.max(...levels);
  if (computeScalingEfficiency(law, highest) > linearEfficiency) {
    return { verdict: "refused", reason: "no-saturation" };
  }
  const determination = computeDetermination(law, usable);
  if (determination < minimumDetermination) return { verdict: "refused", reason: "poor-fit" };
  const peakLoad = findPeakLoad(law);
  return {
    verdict: "fitted",
    law,
    peakLoad,
    peakThroughput: findPeakThroughput(law, peakLoad),
    isExtrapolated: peakLoad > highest,
    determination,
  };
}
