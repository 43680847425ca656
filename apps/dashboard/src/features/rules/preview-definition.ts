import { ruleDefinition, type RuleInput } from "@headroom/contracts";
import { hasLimit, kindConditionOf, type KindCondition, type RuleForm } from "./rule-form";
import { trimSignal } from "./trim-signal";

// JSON has no infinity; no value of telemetry comes near.
const NEVER_REACHED = 1e300;

/**
 * What to send for a preview of the form: only what the evaluation reads, so that typing a name
 * asks nothing anew. Without a limit yet, one that is never reached stands in, to show the values.
 * Null while the signal or a length of time is incomplete.
 */
export function previewDefinitionOf(form: RuleForm): RuleInput | null {
  const parsed = ruleDefinition.safeParse({
    name: "Preview",
    signal: trimSignal(form.signal),
    ...(hasLimit(form) ? kindConditionOf(form) : neverReached(form)),
    windowMs: form.windowMs,
    intervalMs: form.intervalMs,
    evalDelayMs: form.evalDelayMs,
    forMs: form.forMs,
    keepFiringForMs: form.keepFiringForMs,
    noData: form.noData,
  });
  return parsed.success ? parsed.data : null;
}

function neverReached(form: RuleForm): KindCondition {
  if (form.kind !== "forecast") {
    return { kind: "threshold", condition: { comparison: "gt", threshold: NEVER_REACHED } };
  }
  const { horizonMs, probability } = form.forecast;
  const limit = { type: "constant" as const, value: NEVER_REACHED };
  return { kind: "forecast", condition: { comparison: "above", limit, horizonMs, probability } };
}

/** Whether two cache keys of previews try the same kind on the same signal, whatever the rest. */
export function previewsSameSignal(a: readonly unknown[], b: readonly unknown[]): boolean {
  return signalText(a) === signalText(b);
}

function signalText([, input]: readonly unknown[]): string {
  const { body } = input as { body?: { definition?: { kind?: unknown; signal?: unknown } } };
  const { kind = null, signal = null } = body?.definition ?? {};
  return JSON.stringify([kind, signal]);
}
