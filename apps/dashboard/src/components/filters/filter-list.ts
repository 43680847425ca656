import type { AttributeFilter } from "@headroom/contracts";

/** Most filters one query can carry. */
export const MAX_FILTERS = 20;

const OPERATOR_TEXT: Readonly<Record<AttributeFilter["op"], string>> = {
  "=": "=",
  "!=": "≠",
  contains: "contains",
  exists: "exists",
};

/** The operators in the order they are offered, with their words. */
export const operatorOptions = [
  { value: "=", label: "is" },
  { value: "!=", label: "is not" },
  { value: "contains", label: "contains" },
  { value: "exists", label: "exists" },
] as const satisfies readonly { value: AttributeFilter["op"]; label: string }[];

/** A filter in a few signs: `tier = gold`, `tier exists`. */
export function describeFilter(filter: AttributeFilter): string {
  const operator = OPERATOR_TEXT[filter.op];
  return filter.op === "exists"
    ? `${filter.key} ${operator}`
    : `${filter.key} ${operator} ${filter.value === "" ? "(empty)" : (filter.value ?? "(empty)")}`;
}

/**
 * The list with one more filter. The same filter is not added twice, its opposite (= and ≠ of one
 * value) gives way, and a second `=` on the same key takes the place of the first.
 */
export function addFilter(
  filters: readonly AttributeFilter[],
  filter: AttributeFilter,
): AttributeFilter[] {
  const kept = filters.filter((other) => {
    if (other.key !== filter.key) return true;
    if (filter.op === "=" && other.op === "=") return false;
    if (other.op === "exists" || filter.op === "exists") return other.op !== filter.op;
    return other.value !== filter.value || other.op === "contains" || filter.op === "contains"
      ? other.op !== filter.op || other.value !== filter.value
      : false;
  });
  return [...kept, filter].slice(-MAX_FILTERS);
}

/** The list without the filter at a place. */
export function removeFilter(
  filters: readonly AttributeFilter[],
  index: number,
): AttributeFilter[] {
  return filters.filter((_, place) => place !== index);
}

/** The list with the filter at a place turned round: `=` to `≠` and back; others stay. */
export function invertFilter(
  filters: readonly AttributeFilter[],
  index: number,
): AttributeFilter[] {
  return filters.map((filter, place) => {
    if (place !== index) return filter;
    if (filter.op === "=") return { ...filter, op: "!=" };
    return filter.op === "!=" ? { ...filter, op: "=" } : filter;
  });
}
