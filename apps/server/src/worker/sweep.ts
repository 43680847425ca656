import type { MetadataStore } from "@headroom/metadata-store";
import type { Bell } from "./bell.ts";

const BATCH = 500;
// One process assesses one service at a time; the next sweep rings for the next ones.
const ASSESSMENTS = 20;

/** Rings for everything that is due: what a lost job left behind, and every rule at its slot. */
export async function sweep(metadata: MetadataStore, bell: Bell, nowMs: number): Promise<void> {
  const request = { nowMs, limit: BATCH };
  const [ruleIds, runIds, intentIds, services] = await Promise.all([
    metadata.rules.listDue(request),
    metadata.escalations.listDue(request),
    metadata.intents.listDue(request),
    metadata.assessments.listDue({ nowMs, limit: ASSESSMENTS }),
  ]);
  for (const ruleId of ruleIds) await bell.evaluate(ruleId);
  await bell.escalate(runIds);
  await bell.deliver(intentIds);
  await bell.assess(services);
}
