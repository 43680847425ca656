import { advanceEscalation, type EscalationStep } from "@headroom/alerting";
import type { ClaimedRun, MetadataStore, NewIncidentEvent } from "@headroom/metadata-store";
import { incidentNotice } from "../incidents/incident-notice.ts";
import { addressNotice } from "../rules/address-notice.ts";
import type { Bell } from "./bell.ts";

export interface EscalationDependencies {
  readonly metadata: MetadataStore;
  readonly publicUrl: string;
  readonly now: () => number;
}

/** Takes a due escalation to its next level and rings for the notices. */
export async function runEscalation(
  runId: string,
  owner: string,
  bell: Bell,
  { metadata, publicUrl, now }: EscalationDependencies,
): Promise<void> {
  const nowMs = now();
  const [claim] = await metadata.escalations.claimDue({ nowMs, owner, limit: 1, ids: [runId] });
  if (claim === undefined) return;
  const step = advanceEscalation(claim.run, claim.policy, nowMs);
  const isExhausted = step.run.status === "exhausted";
  const kind = isExhausted ? "escalation_exhausted" : "escalation";
  const notice = incidentNotice(
    { ...claim.incident, alerts: claim.alerts },
    kind,
    publicUrl,
    nowMs,
  );
  const stepName = `${step.run.round}.${step.run.level}`;
  const result = await metadata.escalations.commitAdvance({
    runId,
    from: { level: claim.run.level, round: claim.run.round },
    step,
    intents: addressNotice(notice, step.notify, claim.incident.id, stepName),
    events: eventsOf(claim, step),
    nowMs,
  });
  if (!result.committed) return;
  await bell.deliver(result.intentIds);
  if (step.run.nextDueMs !== null) await bell.escalate([runId], step.run.nextDueMs - nowMs);
}

function eventsOf(claim: ClaimedRun, step: EscalationStep): NewIncidentEvent[] {
  const skipped = step.emptyLevels.map((level): NewIncidentEvent => ({
    type: "escalated",
    detail: { level: level + 1, reason: "nobody is on this level" },
  }));
  if (step.run.status === "exhausted") return [...skipped, { type: "escalation_exhausted" }];
  const detail = { level: step.run.level + 1, round: step.run.round + 1, policy: claim.policyName };
  return [...skipped, { type: "escalated", detail }];
}
