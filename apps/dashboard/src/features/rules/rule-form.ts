import { ruleDefinition } from "@headroom/contracts";
import type { FieldErrors } from "@/api/api-error";
import { checkForm, type FormCheck } from "@/api/field-errors";
import { wordFieldErrors } from "./field-messages";
import type {
  Comparison,
  Definition,
  NoDataPolicy,
  Severity,
  Signal,
  ThresholdCondition,
} from "./rule-types";
import { canRecoverApart, suggestName } from "./rule-words";
import { unitOf } from "./signal-words";

/** One row of a label or annotation list. */
export interface Pair {
  readonly key: string;
  readonly value: string;
}

/** The editor's fields. Limits are text in the unit shown; lengths are ms, NaN where unreadable. */
export interface RuleForm {
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly signal: Signal;
  readonly comparison: Comparison;
  readonly threshold: string;
  /** Empty: recovers at the threshold. */
  readonly recovery: string;
  readonly windowMs: number;
  readonly intervalMs: number;
  readonly evalDelayMs: number;
  readonly forMs: number;
  readonly keepFiringForMs: number;
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
export function emptyForm(signal: Signal = emptySignal("red")): RuleForm {
  return {
    name: "",
    description: "",
    enabled: true,
    signal,
    comparison: "gt",
    threshold: "",
    recovery: "",
    windowMs: 60_000,
    intervalMs: 15_000,
    evalDelayMs: 5_000,
    forMs: 0,
    keepFiringForMs: 0,
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
  const { condition: _, labels, annotations, kind: __, ...plain } = definition;
  const limit = definition.kind === "threshold" ? definition.condition : undefined;
  const text = (value: number | undefined): string =>
    value === undefined ? "" : limitText(value, definition.signal);
  return {
    ...plain,
    comparison: limit?.comparison ?? "gt",
    threshold: text(limit?.threshold),
    recovery: text(limit?.recovery),
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

/** How many of the shown unit make one of the stored: ratios 0–1 are written in percent. */
export function limitFactor(signal: Signal): number {
  return unitOf(signal, "") === "ratio" ? 100 : 1;
}

/** A stored limit as the form writes it, without the dust of binary fractions. */
export function limitText(value: number, signal: Signal): string {
  return String(Number((value * limitFactor(signal)).toPrecision(12)));
}

/** The stored limit of a form's text; NaN where it is no number. */
export function limitOf(text: string, signal: Signal): number {
  const trimmed = text.trim();
  if (trimmed === "") return Number.NaN;
  return Number((Number(trimmed) / limitFactor(signal)).toPrecision(12));
}

/** The form's condition as stored; `recovery` is left out where it is empty or has no meaning. */
export function conditionOf(form: RuleForm): ThresholdCondition {
  const { comparison, signal } = form;
  const threshold = limitOf(form.threshold, signal);
  return form.recovery.trim() === "" || !canRecoverApart(comparison)
    ? { comparison, threshold }
    : { comparison, threshold, recovery: limitOf(form.recovery, signal) };
}

/** The name that is saved where the author gives none. */
export function defaultName(form: RuleForm): string {
  return suggestName(form.signal, conditionOf(form), unitOf(form.signal, ""));
}

/**
 * Checks the form. Returns the definition, or a message for each field by its path in the
 * definition (`condition.threshold`, `signal.metric`, `labels`).
 */
export function checkRuleForm(form: RuleForm): FormCheck<Definition> {
  const { comparison: _, threshold: __, recovery: ___, labels, annotations, ...plain } = form;
  const checked = checkForm(ruleDefinition, {
    ...plain,
    name: form.name.trim() === "" ? defaultName(form) : form.name,
    signal: trimSignal(form.signal),
    condition: conditionOf(form),
    labels: recordOf(labels),
    annotations: recordOf(annotations),
  });
  const errors: FieldErrors = {
    ...(checked.ok ? {} : wordFieldErrors(checked.errors)),
    ...pairErrors("labels", labels),
    ...pairErrors("annotations", annotations),
  };
  return Object.keys(errors).length > 0 || !checked.ok ? { ok: false, errors } : checked;
}

/** The signal without empty choices, which would read as “named nothing”. */
export function trimSignal(signal: Signal): Signal {
  const entries = Object.entries(signal).filter(([key, value]) =>
    key === "metric" ? true : value !== "" && value !== undefined,
  );
  const trimmed = Object.fromEntries(entries) as Signal;
  if (trimmed.type === "red") return trimmed;
  return { ...trimmed, filters: trimmed.filters.filter(({ key }) => key !== "") };
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
