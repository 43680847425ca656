import type { Statistic } from "../evidence/aggregate.ts";
import { findLargest, listNames, sumValues } from "../evidence/aggregate.ts";
import type { Reading } from "../evidence/read-signals.ts";
import type { Signal } from "../evidence/signal.ts";
import { backendKeys, balancerSignals as signals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot, InstanceEvidence } from "../evidence/snapshot.ts";
import { computeCoefficientOfVariation, computePeakRatio } from "../formulae/imbalance.ts";
import { computeUtilisation } from "../formulae/utilisation.ts";
import type { CheckFindings, Measurement, PatternAssessor } from "./measurement.ts";
import { decide, findValue, input, measured, readFor } from "./measurement.ts";
import { listComparable } from "./scaling.ts";

function findMedian(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

function measureInstances(instances: readonly InstanceEvidence[]): readonly Measurement[] {
  if (instances.length < 2) return [];
  const show = (pick: (one: InstanceEvidence) => number, unit: string, statistic: string) =>
    instances
      .slice(0, 20)
      .map((one) => input(one.id, pick(one), unit, "spans by instance", statistic));
  const busy = ({ requestsPerS, meanS }: InstanceEvidence) => requestsPerS * meanS;
  const p95s = instances.map(({ p95S }) => p95S);
  const zones = Map.groupBy(instances, ({ zone }) => zone ?? "");
  const perZone = [...zones.values()].map((own) =>
    own.reduce((sum, one) => sum + one.requestsPerS, 0),
  );
  const isZoned = zones.size >= 2 && !zones.has("");
  const median = findMedian(p95s);
  return [
    ...measured(
      "request-cv",
      computeCoefficientOfVariation(instances.map(({ requestsPerS }) => requestsPerS)),
      "σ / μ of requests per instance",
      show(({ requestsPerS }) => requestsPerS, "{request}/s", "rate"),
    ),
    ...measured(
      "busy-time-cv",
      computeCoefficientOfVariation(instances.map(busy)),
      "σ / μ of requests × duration",
      show(busy, "1", "rate × mean duration"),
    ),
    ...measured(
      "slow-peer",
      median > 0 ? Math.max(...p95s) / median : undefined,
      "max p95 / median p95",
      show(({ p95S }) => p95S, "s", "p95"),
    ),
    ...measured(
      "zone-skew",
      isZoned ? computePeakRatio(perZone) : undefined,
      "max / μ of requests per zone",
      [...zones.keys()].map((zone, index) =>
        input(zone, perZone[index] ?? 0, "{request}/s", "spans by instance", "rate"),
      ),
    ),
  ];
}

function measureHealth(read: (signal: Signal) => readonly Reading[]): readonly Measurement[] {
  const last = (signal: Signal) => sumValues(read(signal), "last");
  const [healthy, members, unhealthy] = [
    last(signals.healthy),
    last(signals.members),
    last(signals.unhealthy),
  ];
  const total =
    members ?? (healthy === undefined || unhealthy === undefined ? undefined : healthy + unhealthy);
  if (healthy === undefined || total === undefined) return [];
  return measured("healthy-ratio", computeUtilisation(healthy, total), "healthy / total", [
    input("healthy", healthy, "{server}", listNames(read(signals.healthy)).join(", "), "last"),
    input(
      "total",
      total,
      "{server}",
      listNames(read(members === undefined ? signals.unhealthy : signals.members)).join(", "),
      "last",
    ),
  ]);
}

function measureBalancer(snapshot: EvidenceSnapshot, subject: string): readonly Measurement[] {
  const read = (signal: Signal) => readFor(snapshot, signal, backendKeys, subject);
  const one = (indicator: string, signal: Signal, statistic: Statistic, unit: string) => {
    const value = findLargest(read(signal), statistic);
    return measured(indicator, value, signal.id, [
      input(signal.id, value ?? 0, unit, listNames(read(signal)).join(", "), statistic),
    ]);
  };
  const [used, limit] = [
    findLargest(read(signals.sessions), "p95"),
    findLargest(read(signals.sessionLimit), "last"),
  ];
  return [
    ...measureHealth(read),
    ...(used === undefined || limit === undefined
      ? []
      : measured("session-utilisation", computeUtilisation(used, limit), "sessions / limit", [
          input("sessions", used, "{session}", listNames(read(signals.sessions)).join(", "), "p95"),
          input(
            "limit",
            limit,
            "{session}",
            listNames(read(signals.sessionLimit)).join(", "),
            "last",
          ),
        ])),
    ...one("queued-requests", signals.queued, "p95", "{request}"),
    ...one("retry-rate", signals.retries, "avg", "{retry}/s"),
    ...one("target-response", signals.responseTime, "avg", "s"),
  ];
}

function check(
  snapshot: EvidenceSnapshot,
  subject: string,
  measurements: readonly Measurement[],
): CheckFindings {
  const has = (signal: Signal) => readFor(snapshot, signal, backendKeys, subject).length > 0;
  const isChecked = has(signals.healthy) || has(signals.checkFailures) || has(signals.unhealthy);
  const affinity = snapshot.balance?.clientAffinity;
  const spread = findValue(measurements, "request-cv");
  return {
    "health-checks": decide(
      isChecked ? true : undefined,
      isChecked ? "Healthy members are counted." : "Nothing counts healthy members.",
    ),
    stickiness: decide(
      affinity === undefined ? undefined : affinity < 0.95,
      affinity === undefined
        ? "Clients cannot be told apart."
        : `A client meets the same instance in ${(100 * affinity).toFixed(0)} % of its requests.`,
    ),
    distribution: decide(
      spread === undefined ? undefined : true,
      spread === undefined
        ? "Requests per instance are not known."
        : `Spread of requests over instances ${spread.toFixed(2)}.`,
    ),
  };
}

/** P08: indicators and points to verify of load balancing. */
export const assessLoadBalancing: PatternAssessor = {
  measure: (snapshot, { subject }) => [
    ...measureInstances(listComparable(snapshot)),
    ...measureBalancer(snapshot, subject),
  ],
  check: (snapshot, { subject }, measurements) => check(snapshot, subject, measurements),
};

/** What speaks against an algorithm on the fleet it is used on. */
function listMismatches(
  snapshot: EvidenceSnapshot,
  variant: string | undefined,
): readonly string[] {
  const instances = listComparable(snapshot);
  const p95s = instances.map(({ p95S }) => p95S);
  const isMixed = Math.max(...p95s) > 2 * findMedian(p95s);
  const spread =
    computeCoefficientOfVariation(instances.map(({ requestsPerS }) => requestsPerS)) ?? 0;
  const isBlind = variant === "Round robin" || variant === "Random";
  return [
    ...(isBlind && isMixed ? ["One instance is more than twice as slow, yet gets as much."] : []),
    ...(isBlind && findMedian(p95s) > 1
      ? ["Requests are long, so counting them does not even the load."]
      : []),
    ...(variant === "IP hash" && spread > 0.25
      ? ["Clients behind one address overload an instance."]
      : []),
  ];
}

/** P10: indicators and the point to verify of a balancing algorithm. */
export const assessBalancingAlgorithm: PatternAssessor = {
  measure: (snapshot, { variant }) => {
    const mismatches = listMismatches(snapshot, variant);
    const flights = listComparable(snapshot).flatMap(({ id, inFlight }) =>
      inFlight === undefined ? [] : { id, inFlight },
    );
    const spread =
      flights.length < 2
        ? undefined
        : computeCoefficientOfVariation(flights.map(({ inFlight }) => inFlight));
    return [
      ...measured("algorithm-fit", mismatches.length, "mismatches", [
        input(
          "mismatches",
          mismatches.length,
          "{finding}",
          mismatches.join(" ") || "none",
          "count",
        ),
      ]),
      ...measured(
        "in-flight-cv",
        spread,
        "σ / μ of requests in flight",
        flights.map(({ id, inFlight }) =>
          input(id, inFlight, "{request}", "requests in flight", "mean"),
        ),
      ),
    ];
  },
  check: (snapshot, { variant }) => {
    const mismatches = listMismatches(snapshot, variant);
    return {
      appropriate: decide(
        mismatches.length === 0,
        mismatches.join(" ") || `${variant ?? "The algorithm"} suits the instances.`,
      ),
    };
  },
};
