import { ATTR_K8S_DEPLOYMENT_NAME } from "@opentelemetry/semantic-conventions/incubating";
import type { Reading } from "../evidence/read-signals.ts";
import { pickLabel, readSignal } from "../evidence/read-signals.ts";
import { autoscalerKeys, autoscalerSignals, scaleTargetKeys } from "../evidence/signals/index.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { Companion, Recognition } from "./recognition.ts";
import { checkCompanions, rateConfidence } from "./recognition.ts";

const companions: readonly Companion[] = [
  { signal: autoscalerSignals.desired, text: "Desired replicas", gain: "headroom" },
  { signal: autoscalerSignals.current, text: "Current replicas", gain: "gap to desired" },
  { signal: autoscalerSignals.max, text: "Largest number of replicas", gain: "headroom" },
  {
    signal: autoscalerSignals.min,
    text: "Smallest number of replicas",
    gain: "time at the bounds",
  },
];

/** Name of the autoscaler that a reading belongs to. */
export function nameAutoscaler({ labels }: Reading): string {
  return pickLabel(labels, autoscalerKeys) ?? "";
}

/** Whether an autoscaler scales the subject; true where its target is not stated. */
function scalesSubject({ labels }: Reading, snapshot: EvidenceSnapshot): boolean {
  const target = pickLabel(labels, scaleTargetKeys);
  if (target === undefined) return true;
  const workloads = snapshot.resource[ATTR_K8S_DEPLOYMENT_NAME] ?? [];
  return target === snapshot.subject.name || workloads.includes(target);
}

function findVariant(snapshot: EvidenceSnapshot): string {
  const has = (signal: (typeof autoscalerSignals)[keyof typeof autoscalerSignals]) =>
    readSignal(snapshot, signal).length > 0;
  if (has(autoscalerSignals.keda)) return "KEDA";
  if (has(autoscalerSignals.knativeDesired) || has(autoscalerSignals.knative)) return "Knative";
  return "Horizontal Pod Autoscaler";
}

/**
 * P04: one recognition per autoscaler of the subject: HPA series under any name, KEDA's scalers or
 * Knative's revisions. Replicas of a workload alone show no autoscaler.
 */
export function recogniseAutoscalers(snapshot: EvidenceSnapshot): readonly Recognition[] {
  const { desired, current, max, min, keda, knativeDesired } = autoscalerSignals;
  const readings = [desired, current, max, min, keda, knativeDesired]
    .flatMap((signal) => readSignal(snapshot, signal))
    .filter((reading) => scalesSubject(reading, snapshot));
  const variant = findVariant(snapshot);
  return [...Map.groupBy(readings, nameAutoscaler)].map(([name, own]): Recognition => {
    const check = checkCompanions(snapshot, companions, (one) => nameAutoscaler(one) === name);
    return {
      patternId: "P04",
      subject: name === "" ? snapshot.subject.name : name,
      variant,
      ...rateConfidence(own[0]?.generation ?? "exporter", check),
      evidence: check.evidence,
      missing: check.missing,
    };
  });
}
