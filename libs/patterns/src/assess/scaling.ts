import { ATTR_CLOUD_AVAILABILITY_ZONE } from "@opentelemetry/semantic-conventions/incubating";
import { listNames, sumValues } from "../evidence/aggregate.ts";
import { readSignal } from "../evidence/read-signals.ts";
import { workloadSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot, InstanceEvidence } from "../evidence/snapshot.ts";
import { computeCoefficientOfVariation, computePeakRatio } from "../formulae/imbalance.ts";
import { computeScalingEfficiency, predictThroughput } from "../formulae/scalability.ts";
import { assessScalability } from "../formulae/scalability-verdict.ts";
import { computeUtilisation } from "../formulae/utilisation.ts";
import { listSteadyInstances } from "../recognise/horizontal-scaling.ts";
import type { CheckFindings, Measurement, PatternAssessor } from "./measurement.ts";
import { decide, input, measured } from "./measurement.ts";

/** The steady instances of the version that most of them run: only equals can be compared. */
export function listComparable(snapshot: EvidenceSnapshot): readonly InstanceEvidence[] {
  const groups = [...Map.groupBy(listSteadyInstances(snapshot), ({ version }) => version).values()];
  return groups.toSorted((left, right) => right.length - left.length)[0] ?? [];
}

function measureSpread(snapshot: EvidenceSnapshot): readonly Measurement[] {
  const instances = listComparable(snapshot);
  const loads = instances.map(({ requestsPerS }) => requestsPerS);
  const inputs = instances
    .slice(0, 20)
    .map(({ id, requestsPerS }) =>
      input(id, requestsPerS, "{request}/s", "spans by instance", "rate"),
    );
  const all = listSteadyInstances(snapshot).map(({ requestsPerS }) => requestsPerS);
  const total = all.reduce((sum, load) => sum + load, 0);
  const isSpread = loads.length >= 2;
  return [
    ...measured(
      "load-cv",
      isSpread ? computeCoefficientOfVariation(loads) : undefined,
      "σ / μ of requests per instance",
      inputs,
    ),
    ...measured(
      "peak-ratio",
      isSpread ? computePeakRatio(loads) : undefined,
      "max / μ of requests per instance",
      inputs,
    ),
    ...measured(
      "single-instance-share",
      total > 0 ? Math.max(...all) / total : undefined,
      "busiest / all",
      inputs,
    ),
  ];
}

function measureZones(snapshot: EvidenceSnapshot): readonly Measurement[] {
  const zones = new Set(listSteadyInstances(snapshot).flatMap(({ zone }) => zone ?? []));
  if (zones.size === 0) return [];
  return measured("zones", zones.size, "distinct zones of live instances", [
    input("zones", zones.size, "{zone}", ATTR_CLOUD_AVAILABILITY_ZONE, "distinct"),
  ]);
}

function measureReplicas(snapshot: EvidenceSnapshot): readonly Measurement[] {
  const [wanted, there] = [workloadSignals.desired, workloadSignals.available].map((one) =>
    readSignal(snapshot, one),
  );
  const [desired, available] = [sumValues(wanted ?? [], "last"), sumValues(there ?? [], "last")];
  if (desired === undefined || available === undefined) return [];
  return measured("missing-replicas", Math.max(0, desired - available), "desired − available", [
    input("desired", desired, "{pod}", listNames(wanted ?? []).join(", "), "last"),
    input("available", available, "{pod}", listNames(there ?? []).join(", "), "last"),
  ]);
}

function measureLaw(snapshot: EvidenceSnapshot): readonly Measurement[] {
  const verdict = assessScalability(snapshot.loadLevels);
  const count = listSteadyInstances(snapshot).length;
  if (verdict.verdict === "refused" || count === 0) return [];
  const sustainable = predictThroughput(verdict.law, count) / count;
  const peak = Math.max(...snapshot.loadLevels.map(({ throughput }) => throughput));
  const law = [
    input("σ", verdict.law.sigma, "1", "hourly maxima by number of instances", "fit"),
    input("κ", verdict.law.kappa, "1", "hourly maxima by number of instances", "fit"),
    input("N", count, "{instance}", "spans by instance", "count"),
  ];
  return [
    ...measured(
      "scaling-efficiency",
      computeScalingEfficiency(verdict.law, count),
      "X(N) / (N · X(1))",
      law,
    ),
    ...measured(
      "survivor-load",
      count > 1 ? computeUtilisation(peak, (count - 1) * sustainable) : undefined,
      "peak / ((N − 1) · C₁)",
      [
        ...law,
        input("peak", peak, "{request}/s", "hourly maxima", "max"),
        input("C₁", sustainable, "{request}/s", "fit", "X(N) / N"),
      ],
    ),
  ];
}

function checkScaling(snapshot: EvidenceSnapshot): CheckFindings {
  const steady = listSteadyInstances(snapshot);
  const distinct = (pick: (one: InstanceEvidence) => string | undefined) =>
    new Set(steady.flatMap((one) => pick(one) ?? [])).size;
  const [nodes, zones] = [distinct(({ node, host }) => node ?? host), distinct(({ zone }) => zone)];
  const network = snapshot.edges.find(
    ({ direction, networkS }) => direction === "in" && networkS !== undefined,
  );
  const isPlaced = nodes > 0 && zones > 0;
  return {
    "no-single-point": decide(
      steady.length < 2 ? false : isPlaced ? nodes >= 2 && zones >= 2 : undefined,
      `${steady.length} instances on ${nodes === 0 ? "unknown" : nodes} nodes in ${zones === 0 ? "unknown" : zones} zones.`,
    ),
    "network-latency": decide(
      network === undefined ? undefined : true,
      network === undefined
        ? "Client and server spans were not joined."
        : `${((network.networkS ?? 0) * 1000).toFixed(1)} ms between ${network.peer} and the service.`,
    ),
  };
}

/** P01: indicators and points to verify of horizontal scaling. */
export const assessHorizontalScaling: PatternAssessor = {
  measure: (snapshot) => [
    ...measureLaw(snapshot),
    ...measureSpread(snapshot),
    ...measureZones(snapshot),
    ...measureReplicas(snapshot),
  ],
  check: (snapshot) => checkScaling(snapshot),
};
