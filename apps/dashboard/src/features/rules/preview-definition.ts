import { thresholdRule, type ThresholdRuleInput } from "@headroom/contracts";
import { conditionOf, trimSignal, type RuleForm } from "./rule-form";

// JSON has no infinity; no value of telemetry comes near.
const NEVER_REACHED = 1e300;

/**
 * What to send for a preview of the form: only what the evaluation reads, so that typing a name
 * asks nothing anew. Without a limit yet, one that is never reached stands in, to show the values.
 * Null while the signal or a length of time is incomplete.
 */
export function previewDefinitionOf(form: RuleForm): ThresholdRuleInput | null {
  const condition = conditionOf(form);
  const hasLimit = Number.isFinite(condition.threshold);
  const quiet = {
    comparison: "gt" as const,
    threshold: NEVER_REACHED,
  };
  const parsed = thresholdRule.safeParse({
    name: "Preview",
    signal: trimSignal(form.signal),
    condition: hasLimit ? condition : quiet,
    windowMs: form.windowMs,
    intervalMs: form.intervalMs,
    evalDelayMs: form.evalDelayMs,
    forMs: form.forMs,
    keepFiringForMs: form.keepFiringForMs,
    noData: form.noData,
  });
  return parsed.success ? parsed.data : null;
}

/** Whether two cache keys of previews read the same signal, whatever limit or range they try. */
export function previewsSameSignal(a: readonly unknown[], b: readonly unknown[]): boolean {
  return signalText(a) === signalText(b);
}

function signalText([, input]: readonly unknown[]): string {
  const { body } = input as { body?: { definition?: { signal?: unknown } } };
  return JSON.stringify(body?.definition?.signal ?? null);
}
