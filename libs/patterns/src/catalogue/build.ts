import type { FormulaId } from "../formulae/reference.ts";
import { findStrictestLimit } from "../limits/limit.ts";
import type { Limit, LimitComparison, LimitSeverity } from "../limits/limit.ts";
import type {
  AlertHint,
  AlertProposal,
  Evidence,
  EvidenceKind,
  EvidenceSource,
  Indicator,
  SourceDocument,
  VerifyItem,
} from "./types.ts";

/** Why an indicator has no limit: what is normal differs from service to service. */
export const ownBaseline = "No value fits every service; compare with the service's own history.";

/** Why an indicator has no limit: the limit is a promise the owner makes. */
export const ownObjective = "The limit is an objective that only the owner of the service can set.";

const build =
  (kind: EvidenceKind) =>
  (source: EvidenceSource, names: readonly string[], note?: string): Evidence =>
    note === undefined ? { kind, source, names } : { kind, source, names, note };

/** Evidence by exact metric names. */
export const metric = build("metric");
/** Evidence by attributes of spans, points or log records. */
export const attribute = build("attribute");
/** Evidence by resource attributes. */
export const resource = build("resource");
/** Evidence by fragments of log text, event reasons or status keys. */
export const log = build("log");

/** Evidence by the shape of traces, described in one sentence. */
export function traceShape(description: string, note?: string): Evidence {
  return build("trace-shape")("semconv", [description], note);
}

const limitOf =
  (source: Limit["source"]) =>
  (
    severity: LimitSeverity,
    comparison: LimitComparison,
    value: number,
    unit: string,
    heldMs?: number,
  ): Limit =>
    heldMs === undefined
      ? { source, severity, comparison, value, unit }
      : { source, severity, comparison, value, unit, heldMs };

/** A limit that is this project's own judgement. */
export const own = limitOf("own proposal");
/** A limit of a widely used collection of alert rules that no table of limits covers. */
export const ruled = limitOf("rule collection");
/** A limit that follows from what the indicator measures. */
export const defined = limitOf("definition");
/** A limit that a requirement document states. */
export const required = limitOf("requirement document");

type IndicatorRange =
  | {
      readonly weight: number;
      readonly limits: readonly Limit[];
      readonly good: number;
      readonly bad?: number;
    }
  | { readonly weight: number; readonly noLimit: string };

/**
 * Builds an indicator. `formula` is words, or the number of a shared formula and words. With
 * limits, the scale runs from `good` to `bad`, which is the value of the most severe limit unless
 * given.
 */
export function indicator(
  id: string,
  name: string,
  unit: string,
  meaning: string,
  formula: string | readonly [FormulaId, string],
  range: IndicatorRange,
): Indicator {
  const reference =
    typeof formula === "string" ? { text: formula } : { id: formula[0], text: formula[1] };
  const head = { id, name, unit, meaning, formula: reference, weight: range.weight };
  if (!("limits" in range)) return { ...head, limits: [], noLimit: range.noLimit };
  const bad = range.bad ?? findStrictestLimit(range.limits)?.value;
  if (bad === undefined) return { ...head, limits: range.limits };
  return { ...head, limits: range.limits, scale: { good: range.good, bad } };
}

/** Builds a point to verify; `sources` lists the requirement documents that ask for it, if any. */
export function verify(
  id: string,
  text: string,
  sources: readonly SourceDocument[],
  visible: VerifyItem["visible"],
  check: string,
): VerifyItem {
  return { id, text, sources, visible, check };
}

const propose =
  (kind: AlertProposal["kind"], severity: LimitSeverity) =>
  (text: string, hint?: AlertHint, override?: LimitSeverity): AlertProposal => {
    const proposal = { kind, severity: override ?? severity, text };
    return hint === undefined ? proposal : { ...proposal, hint };
  };

/** An alert on a fixed limit; a warning unless told otherwise. */
export const threshold = propose("threshold", "warning");
/** An alert on a departure from history or from peers; a warning unless told otherwise. */
export const anomaly = propose("anomaly", "warning");
/** An alert on what is predicted; a warning unless told otherwise. */
export const forecast = propose("forecast", "warning");

/** Hint: the indicator crosses a limit and stays there as long as the limit asks. */
export function crosses(indicatorId: string, limit: Limit, heldMs?: number): AlertHint {
  const held = heldMs ?? limit.heldMs;
  const hint = {
    type: "limit" as const,
    indicator: indicatorId,
    comparison: limit.comparison,
    value: limit.value,
  };
  return held === undefined ? hint : { ...hint, heldMs: held };
}

/** Hint: the indicator leaves the band of its own history, or that of its peers. */
export function leavesBand(
  indicatorId: string,
  side: "above" | "below" | "either" = "above",
  baseline: "history" | "peers" = "history",
): AlertHint {
  return { type: "band", indicator: indicatorId, side, baseline };
}

/** Hint: the indicator is predicted to cross a value within `leadMs`. */
export function reaches(
  indicatorId: string,
  comparison: LimitComparison,
  value: number,
  leadMs?: number,
): AlertHint {
  const hint = { type: "forecast" as const, indicator: indicatorId, comparison, value };
  return leadMs === undefined ? hint : { ...hint, leadMs };
}
