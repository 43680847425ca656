import { addAttributeFilters } from "./attribute-filter.ts";
import type { AttributeFilter } from "./attribute-filter.ts";
import type { Conditions } from "./conditions.ts";
import { addTimeRange } from "./time-range.ts";
import type { TimeRange } from "./time-range.ts";

/**
 * Which spans to look for; one span must meet all of it. Without service and operation the
 * durations are about root spans, so that they mean the whole trace.
 */
export interface SpanSelection extends TimeRange {
  readonly service?: string | undefined;
  readonly operation?: string | undefined;
  readonly status?: "error" | "ok" | undefined;
  readonly minDurationMs?: number | undefined;
  readonly maxDurationMs?: number | undefined;
  readonly attributes?: readonly AttributeFilter[] | undefined;
  /** Trace id, or text in the name, the status message or an attribute value. */
  readonly q?: string | undefined;
}

/** SQL of a span id that is absent. */
export const noSpanId = "toFixedString('', 8)";

function addText(conditions: Conditions, text: string): void {
  if (/^[0-9a-fA-F]{32}$/.test(text)) {
    conditions.add(`trace_id = toFixedString(unhex(${conditions.bind("String", text)}), 16)`);
    return;
  }
  const needle = conditions.bind("String", text);
  const has = (expression: string): string =>
    `positionCaseInsensitiveUTF8(${expression}, ${needle}) > 0`;
  conditions.add(
    `(${has("name")} OR ${has("status_message")} OR arrayExists(v -> ${has("v")}, mapValues(attributes)))`,
  );
}

/** Adds the selection to the conditions of a query on `spans`. */
export function addSpanSelection(conditions: Conditions, selection: SpanSelection): void {
  addTimeRange(conditions, selection);
  const { service, operation, status, minDurationMs, maxDurationMs } = selection;
  if (service !== undefined) {
    conditions.add(`service_name = ${conditions.bind("String", service)}`);
  }
  if (operation !== undefined) conditions.add(`name = ${conditions.bind("String", operation)}`);
  if (status !== undefined) conditions.add(`status_code ${status === "error" ? "=" : "!="} 2`);
  const durationNs = (ms: number): string => conditions.bind("Float64", ms * 1e6);
  if (minDurationMs !== undefined) conditions.add(`duration_ns >= ${durationNs(minDurationMs)}`);
  if (maxDurationMs !== undefined) conditions.add(`duration_ns <= ${durationNs(maxDurationMs)}`);
  const hasDuration = minDurationMs !== undefined || maxDurationMs !== undefined;
  if (hasDuration && service === undefined && operation === undefined) {
    conditions.add(`parent_span_id = ${noSpanId}`);
  }
  addAttributeFilters(conditions, selection.attributes);
  const text = selection.q?.trim();
  if (text) addText(conditions, text);
}
