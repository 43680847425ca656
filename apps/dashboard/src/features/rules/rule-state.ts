import type { Rule } from "@headroom/contracts";
import type { BadgeTone } from "@/components/ui/badge";
import type { RuleState, Severity } from "./rule-types";

/** Colour of a rule's or an alert's state; the badge's text says it too. */
export function stateTone(state: RuleState, severity: Severity): BadgeTone {
  switch (state) {
    case "firing":
      return severityTone[severity];
    case "pending":
    case "recovering":
      return "warning";
    case "inactive":
      return "ok";
    case "unknown":
      return "neutral";
  }
}

/** Colour of a severity. */
export const severityTone: Readonly<Record<Severity, BadgeTone>> = {
  info: "info",
  warning: "warning",
  critical: "critical",
};

/** `2 firing, 1 pending`; empty where there are neither. */
export function describeCounts(rule: Pick<Rule, "firingAlerts" | "pendingAlerts">): string {
  return [
    rule.firingAlerts > 0 ? `${rule.firingAlerts} firing` : "",
    rule.pendingAlerts > 0 ? `${rule.pendingAlerts} pending` : "",
  ]
    .filter(Boolean)
    .join(", ");
}
