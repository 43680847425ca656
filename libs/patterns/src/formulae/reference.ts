/** Number of a shared formula. */
export type FormulaId = `F${number}`;

/**
 * A shared formula: its expression in plain text, and the names of the functions of this package
 * that compute it.
 */
export interface Formula {
  readonly id: FormulaId;
  readonly title: string;
  readonly expression: string;
  readonly functions: readonly string[];
}

/** Every shared formula in the order of its number, F1 to F19. */
export const formulae: readonly Formula[] = [
  {
    id: "F1",
    title: "Utilisation",
    expression:
      "U = used / limit. Where no limit is emitted it is taken from the plateau of used: a flat maximum while requests wait.",
    functions: ["computeUtilisation", "findPlateauLimit"],
  },
  {
    id: "F2",
    title: "Saturation",
    expression:
      "The queue length, pending / limit, and the share of waiting: wait / (wait + service).",
    functions: ["computePendingRatio", "computeWaitShare"],
  },
  {
    id: "F3",
    title: "Hit ratio",
    expression: "h = hits / (hits + misses), from the increases of both counters over a window.",
    functions: ["computeHitRatio"],
  },
  {
    id: "F4",
    title: "Imbalance",
    expression:
      "Coefficient of variation σ/μ, peak ratio max/μ, and Gini coefficient G = (2·Σ i·x₍ᵢ₎)/(n·Σx) − (n+1)/n with x in ascending order. With three instances or fewer use the peak ratio, as the Gini coefficient is too coarse.",
    functions: [
      "computeCoefficientOfVariation",
      "computePeakRatio",
      "computeGini",
      "measureImbalance",
    ],
  },
  {
    id: "F5",
    title: "Flapping",
    expression:
      "Direction changes of the replica count per hour, and thrash = Σ|Δ| / max(1, |net Δ|) over a window.",
    functions: ["computeFlappingPerHour", "computeThrash"],
  },
  {
    id: "F6",
    title: "Error-budget burn",
    expression: "Observed ratio of bad events / (1 − objective).",
    functions: ["computeBurnRate"],
  },
  {
    id: "F7",
    title: "Little's law",
    expression:
      "Mean number busy = arrival rate × mean holding time. The demand on a pool is L = λ·(use time).",
    functions: ["computeMeanBusy"],
  },
  {
    id: "F8",
    title: "Queue with c servers (Erlang C)",
    expression:
      "a = λ/μ, ρ = a/c; C = [aᶜ/c!·1/(1−ρ)] / [Σₖ₌₀..c₋₁ aᵏ/k! + aᶜ/c!·1/(1−ρ)]; mean wait Wq = C/(cμ − λ), times (Ca² + Cs²)/2 where arrivals or services are not exponential (Allen-Cunneen).",
    functions: ["computeErlangC", "computeMeanWait"],
  },
  {
    id: "F9",
    title: "Sizing for a waiting time",
    expression: "The smallest c with C·exp(−(cμ−λ)·t) ≤ ε gives P(wait > t) ≤ ε.",
    functions: ["findServersForWait"],
  },
  {
    id: "F10",
    title: "Time to limit",
    expression:
      "(limit − now)/slope; the slope by Theil-Sen or a seasonal fit on de-trended data, with an interval. Alert on the early end of the interval.",
    functions: ["fitTheilSen", "forecastTimeToLimit"],
  },
  {
    id: "F11",
    title: "Universal scalability law",
    expression:
      "X(N) = γN / (1 + σ(N−1) + κN(N−1)) with its peak at N* = √((1−σ)/κ). σ is contention, κ coherency. A fit needs at least six load levels.",
    functions: ["predictThroughput", "fitScalability", "assessScalability", "findPeakLoad"],
  },
  {
    id: "F12",
    title: "Amdahl's law",
    expression:
      "S(N) = 1/(s + (1−s)/N) with the ceiling 1/s; s is σ of F11 with κ = 0, or from traces the serial time on the critical path / the sum of span work.",
    functions: ["computeSpeedUp", "computeSpeedUpCeiling"],
  },
  {
    id: "F13",
    title: "Queue drain",
    expression:
      "net = μc − λp; catch-up time = lag/net if net > 0; time lag ≈ lag/λp; loss horizon = time until the time lag exceeds the retention.",
    functions: ["assessQueueDrain"],
  },
  {
    id: "F14",
    title: "N+1 check",
    expression: "(N−1)·C₁ ≥ peak load, where C₁ is the load one instance can sustain.",
    functions: ["isSafeWithoutOne", "computeInstancesNeeded"],
  },
  {
    id: "F15",
    title: "Retry amplification",
    expression: "A = attempts / first attempts; over several layers the product of their A.",
    functions: ["computeRetryAmplification", "combineAmplifications"],
  },
  {
    id: "F16",
    title: "Cache and its origin",
    expression:
      "Origin load = λ(1−h); latency = h·t_hit + (1−h)·t_origin; the origin load multiplies by (1−h₂)/(1−h₁) when h falls from h₁ to h₂.",
    functions: [
      "computeOriginLoad",
      "computeCachedLatency",
      "computeOriginFactor",
      "findBreakEvenHitRatio",
    ],
  },
  {
    id: "F17",
    title: "Hot shard",
    expression:
      "Share of the hottest shard × number of shards, which is 1 when even; the time to limit by F10 on the hottest shard, not on the mean.",
    functions: ["computeHotShardFactor"],
  },
  {
    id: "F18",
    title: "Comparison of versions",
    expression:
      "Two-proportion test for the ratio of errors; distance of distributions (Kolmogorov-Smirnov on merged histogram buckets) or ratio of quantiles for latency; no verdict below a minimum sample on each side.",
    functions: ["compareErrorRatios", "computeHistogramDistance", "computeSampleSize"],
  },
  {
    id: "F19",
    title: "Score and coverage",
    expression:
      "Penalty p = clamp((x − good)/(bad − good), 0, 1); score = 100·(1 − Σ wᵢpᵢ) over the indicators that have data; coverage = Σ w of the indicators with data.",
    functions: ["computePenalty", "scorePattern"],
  },
];
