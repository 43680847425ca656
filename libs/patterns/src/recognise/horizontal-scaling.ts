import { correlateRanks } from "../evidence/rank-correlation.ts";
import { pickLabel, readSignal } from "../evidence/read-signals.ts";
import { workloadKeys, workloadSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot, InstanceEvidence } from "../evidence/snapshot.ts";
import type { Companion, EvidenceItem, Recognition } from "./recognition.ts";
import { checkCompanions, cite, measureWindowMs, rateConfidence } from "./recognition.ts";

/** Instances must share the window for this part of it; a restart or a roll-out does not. */
const sharedWindow = 0.8;
/** Rank correlation of load and number of instances above which scaling follows the load. */
const elasticCorrelation = 0.5;

const companions: readonly Companion[] = [
  { signal: workloadSignals.desired, text: "Desired replicas", gain: "missing replicas" },
  { signal: workloadSignals.available, text: "Available replicas", gain: "missing replicas" },
];

/** Instances that took requests for at least 80 % of the window. */
export function listSteadyInstances(snapshot: EvidenceSnapshot): readonly InstanceEvidence[] {
  const { startMs, endMs } = snapshot.window;
  return snapshot.instances.filter(({ firstSeenMs, lastSeenMs, requestsPerS }) => {
    const alive = Math.min(lastSeenMs, endMs) - Math.max(firstSeenMs, startMs);
    return requestsPerS > 0 && alive >= sharedWindow * measureWindowMs(snapshot);
  });
}

/** Instances that serve a route that at least one other serves too, and have no role of their own. */
function listEquals(instances: readonly InstanceEvidence[]): readonly InstanceEvidence[] {
  const roles = new Set(instances.map(({ role }) => role));
  if (roles.size > 1) return [];
  return instances.filter((instance) =>
    instances.some(
      (other) =>
        other !== instance && other.routes.some((route) => instance.routes.includes(route)),
    ),
  );
}

function findVariant({ timeline }: EvidenceSnapshot): string | undefined {
  if (timeline.length < 3) return undefined;
  const correlation = correlateRanks(
    timeline.map(({ requestsPerS, instances }) => ({ left: requestsPerS, right: instances })),
  );
  if (correlation !== undefined) return correlation > elasticCorrelation ? "Elastic" : undefined;
  return new Set(timeline.map(({ instances }) => instances)).size === 1 ? "Static" : undefined;
}

function citeInstances(instances: readonly InstanceEvidence[]): EvidenceItem[] {
  return instances.slice(0, 10).map(({ id, requestsPerS }) => ({
    text: `Requests per s of ${id}`,
    signal: id,
    value: requestsPerS,
  }));
}

function recogniseByInstances(snapshot: EvidenceSnapshot): Recognition | undefined {
  const equals = listEquals(listSteadyInstances(snapshot));
  if (equals.length < 2) return undefined;
  const perVersion = Map.groupBy(equals, ({ version }) => version ?? "");
  const isMixed = Math.max(...[...perVersion.values()].map((own) => own.length)) < 2;
  const check = checkCompanions(snapshot, companions);
  const rated = rateConfidence("current");
  const variant = findVariant(snapshot);
  return {
    patternId: "P01",
    subject: snapshot.subject.name,
    ...(variant === undefined ? {} : { variant }),
    confidence: isMixed ? 0.5 : rated.confidence,
    reason: isMixed
      ? "Several instances share the routes, but each runs another version: they may be a canary."
      : `${equals.length} instances served the same routes through the window.`,
    evidence: [...citeInstances(equals), ...check.evidence],
    missing: check.missing,
  };
}

/** The workload itself asks for several replicas, whether or not they send spans. */
function recogniseByWorkload(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const desired = [workloadSignals.desired, workloadSignals.replicaSetDesired]
    .flatMap((signal) => readSignal(snapshot, signal))
    .find(({ series }) => series.min >= 2);
  if (desired === undefined) return [];
  const check = checkCompanions(snapshot, companions);
  return [
    {
      patternId: "P01",
      subject: pickLabel(desired.labels, workloadKeys) ?? snapshot.subject.name,
      ...rateConfidence(desired.generation, check),
      evidence: [cite(desired, "Fewest desired replicas", "min"), ...check.evidence],
      missing: [
        ...check.missing,
        { signal: "spans per instance", gain: "how the load spreads over the replicas" },
      ],
    },
  ];
}

/**
 * P01: two or more equal instances of one service through at least 80 % of the window, or a
 * workload that asks for two replicas or more.
 */
export function recogniseHorizontalScaling(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const found = recogniseByInstances(snapshot);
  return found === undefined ? recogniseByWorkload(snapshot) : [found];
}
