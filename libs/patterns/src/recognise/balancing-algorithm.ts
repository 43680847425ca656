import { METRIC_HTTP_SERVER_ACTIVE_REQUESTS } from "@opentelemetry/semantic-conventions/incubating";
import { computeCoefficientOfVariation } from "../formulae/imbalance.ts";
import { computeNormalCdf } from "../formulae/normal.ts";
import { correlateRanks } from "../evidence/rank-correlation.ts";
import type { BalanceEvidence, EvidenceSnapshot, InstanceEvidence } from "../evidence/snapshot.ts";
import { listSteadyInstances } from "./horizontal-scaling.ts";
import type { Recognition } from "./recognition.ts";
import { isBetween, measureWindowMs } from "./recognition.ts";

/** Fewest requests for the tests. */
const leastRequests = 1000;
/** Dispersion below this is taking turns; around 1 is chance. */
const turnsDispersion = 0.3;
const equalSignificance = 0.05;

/**
 * Upper tail of the χ² distribution, by Wilson and Hilferty's approximation.
 *
 * Source: E. B. Wilson, M. M. Hilferty, The distribution of chi-square, 1931.
 */
export function computeChiSquareTail(statistic: number, freedom: number): number {
  if (freedom < 1) return 1;
  const share = 2 / (9 * freedom);
  const deviate = ((statistic / freedom) ** (1 / 3) - (1 - share)) / Math.sqrt(share);
  return 1 - computeNormalCdf(deviate);
}

function testEqualShares(counts: readonly number[]): number {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const statistic = counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
  return computeChiSquareTail(statistic, counts.length - 1);
}

interface AlgorithmVerdict {
  readonly variant: string;
  readonly confidence: number;
  readonly reason: string;
}

function judgeAffinity(
  { clientAffinity, clients, movedOnJoin }: BalanceEvidence,
  count: number,
): AlgorithmVerdict | undefined {
  // Few clients stay on an instance by chance, or hide behind one address.
  if (clientAffinity === undefined || clientAffinity < 0.95 || (clients ?? 0) < 5 * count) {
    return undefined;
  }
  if (movedOnJoin !== undefined && movedOnJoin <= 1.5 / count) {
    return {
      variant: "Consistent hash",
      confidence: 0.7,
      reason:
        "Clients stay on their instance, and only a fair share of them moved when one joined.",
    };
  }
  return {
    variant: "IP hash",
    confidence: 0.65,
    reason: "Nearly every request of a client goes to the same instance.",
  };
}

function judgeEqual({ dispersion }: BalanceEvidence): AlgorithmVerdict | undefined {
  if (dispersion === undefined) return undefined;
  if (dispersion < turnsDispersion) {
    return {
      variant: "Round robin",
      confidence: 0.8,
      reason: "Shares are equal, and the instances take turns more evenly than chance would.",
    };
  }
  if (!isBetween(dispersion, 0.7, 1.4)) return undefined;
  return {
    variant: "Random",
    confidence: 0.65,
    reason: "Shares are equal and vary as chance would.",
  };
}

function judgeUnequal(instances: readonly InstanceEvidence[]): AlgorithmVerdict | undefined {
  const rates = instances.map(({ requestsPerS }) => requestsPerS);
  const inFlight = instances.flatMap((one) => one.inFlight ?? []);
  const rateSpread = computeCoefficientOfVariation(rates) ?? 0;
  const flightSpread = computeCoefficientOfVariation(inFlight);
  const byLatency = correlateRanks(
    instances.map(({ requestsPerS, meanS }) => ({ left: requestsPerS, right: meanS })),
  );
  const hasFlight = inFlight.length === instances.length && flightSpread !== undefined;
  if (hasFlight && flightSpread < 0.5 * rateSpread && (byLatency ?? -1) < 0) {
    return {
      variant: "Least connections",
      confidence: 0.6,
      reason: "Slower instances get fewer requests, so that all have as many in flight.",
    };
  }
  if (byLatency !== undefined && byLatency < -0.8 && instances.length >= 4) {
    return {
      variant: "Least response time",
      confidence: 0.5,
      reason: "The faster an instance answers, the more requests it gets.",
    };
  }
  return {
    variant: "Weighted",
    confidence: 0.5,
    reason: "Shares are unequal, and neither latency nor requests in flight explain them.",
  };
}

function judge(
  snapshot: EvidenceSnapshot,
  balance: BalanceEvidence,
  instances: readonly InstanceEvidence[],
): AlgorithmVerdict | undefined {
  const affinity = judgeAffinity(balance, instances.length);
  if (affinity !== undefined) return affinity;
  const seconds = measureWindowMs(snapshot) / 1000;
  const counts = instances.map(({ requestsPerS }) => requestsPerS * seconds);
  const isEqual = testEqualShares(counts) > equalSignificance;
  return isEqual ? judgeEqual(balance) : judgeUnequal(instances);
}

/**
 * P10: the algorithm by which requests spread over equal instances, from statistical tests on at
 * least 1000 requests. No verdict where instances came or went, or run different versions: what
 * spreads then is a roll-out and not an algorithm.
 */
export function recogniseBalancingAlgorithm(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const { balance } = snapshot;
  const instances = listSteadyInstances(snapshot);
  const isSteady = instances.length === snapshot.instances.length && instances.length >= 2;
  const versions = new Set(instances.map(({ version }) => version));
  if (balance === undefined || balance.requests < leastRequests) return [];
  if (!isSteady || versions.size > 1) return [];
  const verdict = judge(snapshot, balance, instances);
  if (verdict === undefined) return [];
  const items = { Dispersion: balance.dispersion, "Client affinity": balance.clientAffinity };
  return [
    {
      patternId: "P10",
      subject: snapshot.subject.name,
      ...verdict,
      evidence: [
        { text: "Requests tested", signal: "requests per instance", value: balance.requests },
        ...Object.entries(items).flatMap(([text, value]) =>
          value === undefined ? [] : { text, signal: "requests per instance", value },
        ),
        ...instances.slice(0, 10).map(({ id, requestsPerS }) => ({
          text: `Requests per s of ${id}`,
          signal: id,
          value: requestsPerS,
        })),
      ],
      missing: [
        { signal: METRIC_HTTP_SERVER_ACTIVE_REQUESTS, gain: "requests in flight per instance" },
      ],
    },
  ];
}
