import { pickLabel, readSignal } from "../evidence/read-signals.ts";
import { workloadKeys, workloadSignals } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { Companion, Recognition } from "./recognition.ts";
import { checkCompanions, cite, nameSignal, rateConfidence } from "./recognition.ts";
import { countFallingSteps, isGone, overlap, pairVersions } from "./version-order.ts";

/** Steps in which the share of the old version falls. */
const leastSteps = 3;
/** The old version is gone at this share. */
const goneShare = 0.02;
/** Lowest capacity during the update, against that before, where no maximum is stated. */
const leastCapacity = 0.5;

const companions: readonly Companion[] = [
  { signal: workloadSignals.desired, text: "Desired replicas", gain: "missing replicas" },
  { signal: workloadSignals.available, text: "Available replicas", gain: "missing replicas" },
  { signal: workloadSignals.updated, text: "Updated replicas", gain: "progress" },
  { signal: workloadSignals.progressing, text: "Progressing", gain: "stuck roll-outs" },
];

/** Fewest live instances from the start of the new version on, divided by those before. */
export function measureLeastCapacity(
  snapshot: EvidenceSnapshot,
  fromMs: number,
): number | undefined {
  const before = snapshot.timeline
    .filter(({ atMs }) => atMs < fromMs)
    .map(({ instances }) => instances);
  const during = snapshot.timeline
    .filter(({ atMs }) => atMs >= fromMs)
    .map(({ instances }) => instances);
  if (before.length === 0 || during.length === 0) return undefined;
  const usual = Math.max(...before);
  return usual > 0 ? Math.min(...during) / usual : undefined;
}

function recogniseBySteps(snapshot: EvidenceSnapshot): Recognition | undefined {
  const pair = pairVersions(snapshot);
  if (pair === undefined || !overlap(pair) || pair.by === "unknown") return undefined;
  const { old, young } = pair;
  const steps = countFallingSteps(old);
  const capacity = measureLeastCapacity(snapshot, young.firstSeenMs);
  if (steps < leastSteps || !isGone(old, goneShare) || (capacity ?? 1) < leastCapacity)
    return undefined;
  const check = checkCompanions(snapshot, companions);
  const rated = rateConfidence("behaviour");
  return {
    patternId: "P56",
    subject: snapshot.subject.name,
    confidence: Math.min(0.97, rated.confidence + (check.found > 0 ? 0.12 : 0)),
    reason: `The share of ${old.version} fell to nothing in ${steps} steps while the fleet kept its size.`,
    evidence: [
      { text: "Steps of the old version's share", signal: old.version, value: steps },
      ...(capacity === undefined
        ? []
        : [{ text: "Lowest capacity during the update", signal: "instances", value: capacity }]),
      ...check.evidence,
    ],
    missing: check.missing,
  };
}

/** A workload states that it is updated step by step, though no update was in the window. */
function recogniseByStrategy(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const [surge] = readSignal(snapshot, workloadSignals.maxSurge);
  const [unavailable] = readSignal(snapshot, workloadSignals.maxUnavailable);
  const first = surge ?? unavailable;
  if (first === undefined) return [];
  const rated = rateConfidence(first.generation);
  return [
    {
      patternId: "P56",
      subject: pickLabel(first.labels, workloadKeys) ?? snapshot.subject.name,
      ...rated,
      reason: `${rated.reason} It is the strategy that is set; no update was seen in the window.`,
      evidence: [surge, unavailable].flatMap((one) =>
        one === undefined ? [] : cite(one, "Bound of a step of the update"),
      ),
      missing: [{ signal: nameSignal(workloadSignals.updated), gain: "the course of an update" }],
    },
  ];
}

/**
 * P56: the share of the old version falls to nothing in three steps or more while the fleet keeps
 * its size, or a workload states the strategy.
 */
export function recogniseRollingUpdate(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const found = recogniseBySteps(snapshot);
  return found === undefined ? recogniseByStrategy(snapshot) : [found];
}
