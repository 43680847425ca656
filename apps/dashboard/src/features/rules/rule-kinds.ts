import type { RuleKind } from "./rule-types";

const MINUTE_MS = 60_000;

/** What each kind of rule is, for the person who chooses one. */
export const kindWords: Readonly<
  Record<RuleKind, { readonly name: string; readonly meaning: string }>
> = {
  threshold: { name: "Threshold", meaning: "Fires when the value is beyond a limit you set." },
  anomaly: {
    name: "Anomaly",
    meaning: "Fires when the value is unlike its own past at this time of day and week. No limit.",
  },
  forecast: {
    name: "Forecast",
    meaning: "Fires before a limit is reached, while there is still time to act.",
  },
};

/** The lengths of time of a rule, in ms; NaN where unreadable. */
interface Timing {
  readonly windowMs: number;
  readonly intervalMs: number;
  readonly evalDelayMs: number;
  readonly forMs: number;
  readonly keepFiringForMs: number;
}

/** The lengths of time a new rule of each kind begins with. */
export const usualTiming: Readonly<Record<RuleKind, Timing>> = {
  threshold: timing(MINUTE_MS, 15_000),
  anomaly: timing(MINUTE_MS, MINUTE_MS),
  forecast: timing(5 * MINUTE_MS, 5 * MINUTE_MS),
};

function timing(windowMs: number, intervalMs: number): Timing {
  return { windowMs, intervalMs, evalDelayMs: 5_000, forMs: 0, keepFiringForMs: 0 };
}

/** A form as far as its kind goes: its lengths of time, and those of kinds that were left. */
export interface KindForm extends Timing {
  readonly kind: RuleKind;
  readonly otherTimings: Readonly<Partial<Record<RuleKind, Timing>>>;
}

/**
 * What changes when a form becomes one of another kind: each kind has lengths of time of its own,
 * and finds those it was left with.
 */
export function switchKind(form: KindForm, kind: RuleKind): KindForm {
  const { windowMs, intervalMs, evalDelayMs, forMs, keepFiringForMs } = form;
  if (kind === form.kind) {
    const { otherTimings } = form;
    return { kind, windowMs, intervalMs, evalDelayMs, forMs, keepFiringForMs, otherTimings };
  }
  const left = { windowMs, intervalMs, evalDelayMs, forMs, keepFiringForMs };
  return {
    kind,
    ...(form.otherTimings[kind] ?? usualTiming[kind]),
    otherTimings: { ...form.otherTimings, [form.kind]: left },
  };
}

/** The kind that a link names in `?kind=`; a threshold where it names none. */
export function readKind(text: string | null): RuleKind {
  return text === "anomaly" || text === "forecast" ? text : "threshold";
}
