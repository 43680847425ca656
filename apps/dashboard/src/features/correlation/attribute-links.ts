import type { AttributeFilter } from "@headroom/contracts";
import { ATTR_SERVICE_NAME } from "@opentelemetry/semantic-conventions";
import type { Signal } from "@/features/rules/rule-types";
import { exploreHref, type LinkRange } from "@/features/signals/signal-links";
import { hrefTo } from "@/time/range-href";
import type { AttributeCell, AttributeMeasure } from "./attribute-rows";

/** Values that stand for none, or for many: nothing can be searched by them. */
const NO_VALUES = new Set(["(not set)", "(other)"]);
/** A span is found by its name as the operation. */
const OPERATION_KEYS = new Set(["operation", "name"]);
const SERVICE_KEYS = new Set(["service", ATTR_SERVICE_NAME, `resource.${ATTR_SERVICE_NAME}`]);

/**
 * Address of the traces (of log records, for a signal of logs) behind a group of attribute values;
 * null where a value cannot be searched for.
 */
export function groupHref(
  conditions: AttributeCell["conditions"],
  measure: AttributeMeasure,
  signal: Signal,
  range: LinkRange,
): string | null {
  if (conditions.some(({ value }) => NO_VALUES.has(value))) return null;
  const valueOf = (isKey: (key: string) => boolean) =>
    conditions.find(({ key }) => isKey(key))?.value;
  const service = valueOf((key) => SERVICE_KEYS.has(key)) ?? signal.service;
  const filters: AttributeFilter[] = conditions
    .filter(({ key }) => !SERVICE_KEYS.has(key) && !OPERATION_KEYS.has(key))
    .map(({ key, value }) => ({ key, op: "=", value }));
  if (signal.type === "logs") {
    const narrowed = { ...signal, service, filters: [...signal.filters, ...filters] };
    return exploreHref(narrowed, range);
  }
  const own = signal.type === "red" ? signal.operation : undefined;
  return hrefTo("/traces", {
    service,
    operation: valueOf((key) => OPERATION_KEYS.has(key)) ?? own,
    status: measure === "errors" ? "error" : null,
    sort: measure === "latency" ? "slowest" : null,
    ...(filters.length === 0 ? {} : { filters }),
    ...range,
  });
}
