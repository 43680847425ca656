import type { Rule } from "@headroom/contracts";
import type { RuleRecord, RuleSummary } from "@headroom/metadata-store";
import { toIso } from "../telemetry/range.ts";

/** A rule as the API has it; one that was just written has no alerts to sum up yet. */
export function presentRule(rule: RuleSummary | RuleRecord): Rule {
  const { definition } = rule;
  return {
    id: rule.id,
    version: rule.version,
    definition: {
      ...definition,
      signal: presentSignal(definition.signal),
      labels: { ...definition.labels },
      annotations: { ...definition.annotations },
      channelIds: [...definition.channelIds],
    },
    state: "state" in rule ? rule.state : "unknown",
    firingAlerts: "firingAlerts" in rule ? rule.firingAlerts : 0,
    pendingAlerts: "pendingAlerts" in rule ? rule.pendingAlerts : 0,
    dataStatus: rule.dataStatus,
    lastError: rule.lastError,
    lastEvaluatedAt: rule.lastSlotMs === null ? null : toIso(rule.lastSlotMs),
    nextEvaluationAt: rule.nextSlotMs === null ? null : toIso(rule.nextSlotMs),
    createdAt: toIso(rule.createdMs),
    updatedAt: toIso(rule.updatedMs),
  };
}

function presentSignal(signal: RuleRecord["definition"]["signal"]): Rule["definition"]["signal"] {
  switch (signal.type) {
    case "red":
      return { ...signal, groupBy: [...signal.groupBy] };
    case "metric":
    case "logs":
      return {
        ...signal,
        filters: signal.filters.map((each) => ({ ...each })),
        groupBy: [...signal.groupBy],
      };
  }
}
