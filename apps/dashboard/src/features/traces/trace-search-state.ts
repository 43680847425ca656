import type { AttributeFilter } from "@headroom/contracts";
import { parseAsFloat, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { parseAsFilters } from "@/components/filters/filters-parser";

/** What is searched for, as the URL has it; null is “not set”. Keys are those of the API. */
export interface TraceSearch {
  readonly service: string | null;
  readonly operation: string | null;
  readonly status: "error" | "ok" | null;
  readonly minDurationMs: number | null;
  readonly maxDurationMs: number | null;
  readonly q: string;
  readonly filters: AttributeFilter[];
  readonly sort: "recent" | "slowest";
}

const parsers = {
  service: parseAsString,
  operation: parseAsString,
  status: parseAsStringLiteral(["error", "ok"] as const),
  minDurationMs: parseAsFloat,
  maxDurationMs: parseAsFloat,
  q: parseAsString.withDefault(""),
  filters: parseAsFilters,
  sort: parseAsStringLiteral(["recent", "slowest"] as const).withDefault("recent"),
};

/** The search of the URL and a function that changes parts of it; null takes a part away. */
export function useTraceSearch() {
  return useQueryStates(parsers, { history: "push" });
}

/** The part of an API query that both list and volume chart share. */
export function toTraceQuery(search: TraceSearch) {
  const { service, operation, status, minDurationMs, maxDurationMs, q, filters } = search;
  return {
    ...(service === null ? {} : { service }),
    ...(operation === null ? {} : { operation }),
    ...(status === null ? {} : { status }),
    ...(minDurationMs === null ? {} : { minDurationMs: Math.max(0, minDurationMs) }),
    ...(maxDurationMs === null ? {} : { maxDurationMs: Math.max(0, maxDurationMs) }),
    ...(q === "" ? {} : { q }),
    ...(filters.length === 0 ? {} : { filters }),
  };
}

/** True when anything narrows the search. */
export function isNarrowed(search: TraceSearch): boolean {
  return Object.keys(toTraceQuery(search)).length > 0;
}

/** What takes every condition away, for `useTraceSearch`'s setter. */
export const CLEARED_SEARCH = {
  service: null,
  operation: null,
  status: null,
  minDurationMs: null,
  maxDurationMs: null,
  q: null,
  filters: null,
} as const;
