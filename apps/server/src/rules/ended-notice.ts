import { createNotice, groupKeyOf, type RuleDefinition } from "@headroom/alerting";
import type { ComposeResolved } from "@headroom/metadata-store";

/** Words the notice for an incident that ends because its rule was changed, disabled or deleted. */
export function endedNotice(
  rule: { id: string; definition: RuleDefinition },
  publicUrl: string,
  nowMs: number,
): ComposeResolved {
  return (incident, ended) =>
    createNotice({
      rule: rule.definition,
      kind: "resolved",
      incident,
      groupKey: groupKeyOf(rule.id),
      publicUrl,
      instances: ended.map((each) => ({
        ...each,
        state: { ...each.state, state: "inactive", lastSlotMs: nowMs },
        transitions: [],
        event: "resolved",
        evidence: null,
      })),
      nowMs,
    });
}
