import type { RuleDefinition, Signal } from "@headroom/alerting";
import type { Rule } from "@headroom/contracts";
import type { RuleRecord, RuleSummary } from "@headroom/metadata-store";
import { toIso } from "../telemetry/range.ts";

/** A rule as the API has it; one that was just written has no alerts to sum up yet. */
export function presentRule(rule: RuleSummary | RuleRecord): Rule {
  const { definition } = rule;
  return {
    id: rule.id,
    version: rule.version,
    definition: presentDefinition(definition),
    state: "state" in rule ? rule.state : "unknown",
    firingAlerts: "firingAlerts" in rule ? rule.firingAlerts : 0,
    pendingAlerts: "pendingAlerts" in rule ? rule.pendingAlerts : 0,
    dataStatus: rule.dataStatus,
    lastError: rule.lastError,
    learning: rule.learning,
    lastEvaluatedAt: rule.lastSlotMs === null ? null : toIso(rule.lastSlotMs),
    nextEvaluationAt: rule.nextSlotMs === null ? null : toIso(rule.nextSlotMs),
    createdAt: toIso(rule.createdMs),
    updatedAt: toIso(rule.updatedMs),
  };
}

function presentDefinition(definition: RuleDefinition): Rule["definition"] {
  const copied = {
    ...definition,
    signal: presentSignal(definition.signal),
    labels: { ...definition.labels },
    annotations: { ...definition.annotations },
    channelIds: [...definition.channelIds],
  };
  const { kind, condition } = definition;
  switch (kind) {
    case "threshold":
      return { ...copied, kind, condition };
    case "anomaly":
      return { ...copied, kind, condition };
    case "forecast": {
      const { limit } = condition;
      if (limit.type === "constant") return { ...copied, kind, condition: { ...condition, limit } };
      const signal = presentSignal(limit.signal);
      return { ...copied, kind, condition: { ...condition, limit: { ...limit, signal } } };
    }
  }
}

function presentSignal(signal: Signal): Rule["definition"]["signal"] {
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
