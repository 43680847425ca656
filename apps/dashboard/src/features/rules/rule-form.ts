import { ruleDefinition } from "@headroom/contracts";
import type { FieldErrors } from "@/api/api-error";
import { checkForm, type FormCheck } from "@/api/field-errors";
import { wordFieldErrors } from "./field-messages";
import {
  anomalyConditionOf,
  conditionFieldsOf,
  forecastConditionOf,
  thresholdConditionOf,
  usualAnomaly,
  usualForecast,
  type ConditionFields,
} from "./rule-conditions";
import { usualTiming, type KindForm } from "./rule-kinds";
import type {
  AnomalyCondition,
  Definition,
  ForecastCondition,
  NoDataPolicy,
  RuleKind,
  Severity,
  Signal,
  ThresholdCondition,
} from "./rule-types";
import { suggestName } from "./rule-words";
import { unitOf } from "./signal-words";
import { trimSignal } from "./trim-signal";

/** One row of a label or annotation list. */
export interface Pair {
  readonly key: string;
  readonly value: string;
}

/** The editor's fields. Limits are text in the unit shown; lengths are ms, NaN where unreadable. */
export interface RuleForm extends KindForm, ConditionFields {
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly noData: NoDataPolicy;
  readonly severity: Severity;
  readonly labels: readonly Pair[];
  readonly annotations: readonly Pair[];
  readonly channelIds: readonly string[];
  readonly escalationPolicyId: string | null;
}

/** A signal of each kind with nothing chosen yet, for `service` where one is given. */
export function emptySignal(type: Signal["type"], service?: string): Signal {
  const target = service ? { service } : {};
  switch (type) {
    case "metric":
      return { type, metric: "", aggregation: "avg", ...target, filters: [], groupBy: [] };
    case "red":
      return { type, measure: "p95", ...target, groupBy: [] };
    case "logs":
      return { type, minSeverity: 17, ...target, filters: [], groupBy: [] };
  }
}

/** A new rule's form. */
export function emptyForm(
  signal: Signal = emptySignal("red"),
  kind: RuleKind = "threshold",
): RuleForm {
  return {
    name: "",
    description: "",
    enabled: true,
    kind,
    signal,
    comparison: "gt",
    threshold: "",
    recovery: "",
    anomaly: usualAnomaly,
    forecast: usualForecast(signal.service),
    ...usualTiming[kind],
    otherTimings: {},
    noData: signal.type === "logs" ? "zero" : "hold",
    severity: "warning",
    labels: [],
    annotations: [],
    channelIds: [],
    escalationPolicyId: null,
  };
}

/** The form of a stored rule. */
export function formOf(definition: Definition): RuleForm {
  const { condition: _, labels, annotations, ...plain } = definition;
  return {
    ...plain,
    ...conditionFieldsOf(definition),
    otherTimings: {},
    labels: pairsOf(labels),
    annotations: pairsOf(annotations),
  };
}

/** The form of a copy: the same under another name. */
export function duplicateOf(definition: Definition): RuleForm {
  return formOf({ ...definition, name: `${definition.name.slice(0, 193)} (copy)` });
}

function pairsOf(record: Readonly<Record<string, string>>): Pair[] {
  return Object.entries(record).map(([key, value]) => ({ key, value }));
}

/** What the form says of its kind, as stored. */
export function kindConditionOf(form: RuleForm): KindCondition {
  const { kind, signal } = form;
  switch (kind) {
    case "threshold":
      return { kind, condition: thresholdConditionOf(form) };
    case "anomaly":
      return { kind, condition: anomalyConditionOf(form.anomaly) };
    case "forecast":
      return { kind, condition: forecastConditionOf(form.forecast, signal) };
  }
}

/** A rule's kind with its condition. */
export type KindCondition =
  | { readonly kind: "threshold"; readonly condition: ThresholdCondition }
  | { readonly kind: "anomaly"; readonly condition: AnomalyCondition }
  | { readonly kind: "forecast"; readonly condition: ForecastCondition };

/** Whether the form names its limit, so that its condition can be put into words. */
export function hasLimit(form: RuleForm): boolean {
  const { kind, condition } = kindConditionOf(form);
  switch (kind) {
    case "threshold":
      return Number.isFinite(condition.threshold);
    case "anomaly":
      return true;
    case "forecast":
      return condition.limit.type === "constant"
        ? Number.isFinite(condition.limit.value)
        : !(condition.limit.signal.type === "metric" && condition.limit.signal.metric === "");
  }
}

/** The name that is saved where the author gives none. */
export function defaultName(form: RuleForm): string {
  return suggestName(form.signal, kindConditionOf(form).condition, unitOf(form.signal, ""));
}

/**
 * Checks the form. Returns the definition, or a message for each field by its path in the
 * definition (`condition.threshold`, `signal.metric`, `labels`).
 */
export function checkRuleForm(form: RuleForm): FormCheck<Definition> {
  const { labels, annotations } = form;
  const checked = checkForm(ruleDefinition, {
    name: form.name.trim() === "" ? defaultName(form) : form.name,
    description: form.description,
    enabled: form.enabled,
    signal: trimSignal(form.signal),
    ...kindConditionOf(form),
    windowMs: form.windowMs,
    intervalMs: form.intervalMs,
    evalDelayMs: form.evalDelayMs,
    forMs: form.forMs,
    keepFiringForMs: form.keepFiringForMs,
    noData: form.noData,
    severity: form.severity,
    labels: recordOf(labels),
    annotations: recordOf(annotations),
    channelIds: form.channelIds,
    escalationPolicyId: form.escalationPolicyId,
  });
  const errors: FieldErrors = {
    ...(checked.ok ? {} : wordFieldErrors(checked.errors)),
    ...pairErrors("labels", labels),
    ...pairErrors("annotations", annotations),
  };
  return Object.keys(errors).length > 0 || !checked.ok ? { ok: false, errors } : checked;
}

function recordOf(pairs: readonly Pair[]): Record<string, string> {
  return Object.fromEntries(
    pairs.filter(({ key }) => key.trim() !== "").map(({ key, value }) => [key.trim(), value]),
  );
}

function pairErrors(path: string, pairs: readonly Pair[]): FieldErrors {
  const seen = new Set<string>();
  for (const { key, value } of pairs) {
    const name = key.trim();
    if (name === "" && value.trim() !== "") return { [path]: "Give every value a name." };
    if (name !== "" && seen.has(name)) return { [path]: `“${name}” is there twice. Keep one.` };
    seen.add(name);
  }
  return {};
}
