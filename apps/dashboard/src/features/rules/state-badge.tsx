import { Badge } from "@/components/ui/badge";
import { capitalize } from "@/format/capitalize";
import { severityTone, stateTone } from "./rule-state";
import { stateWords } from "./rule-words";
import type { RuleState, Severity } from "./rule-types";

/** State of a rule or an alert; `off` where the rule is switched off. */
export function StateBadge({
  state,
  severity,
  enabled = true,
  learning = false,
}: {
  state: RuleState;
  severity: Severity;
  enabled?: boolean;
  /** Whether the rule still waits for history: quiet is not yet the same as well. */
  learning?: boolean;
}) {
  if (!enabled) return <Badge tone="outline">Off</Badge>;
  if (learning && (state === "inactive" || state === "unknown")) {
    return <Badge tone="info">Learning</Badge>;
  }
  return <Badge tone={stateTone(state, severity)}>{stateWords[state]}</Badge>;
}

/** A severity by name and colour. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  return <Badge tone={severityTone[severity]}>{capitalize(severity)}</Badge>;
}
