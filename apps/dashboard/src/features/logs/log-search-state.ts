import { logSeverities, type AttributeFilter, type LogSeverity } from "@headroom/contracts";
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { parseAsFilters } from "@/components/filters/filters-parser";

/** What is searched for, as the URL has it; null is “not set”. Keys are those of the API. */
export interface LogSearch {
  readonly q: string;
  readonly service: string | null;
  readonly minSeverity: LogSeverity | null;
  readonly traceId: string | null;
  readonly spanId: string | null;
  readonly filters: AttributeFilter[];
  /** Time of the record that the reader came from; it is marked and brought into sight. */
  readonly at: string | null;
  /** Long bodies are shown in full. */
  readonly wrap: boolean;
}

const parsers = {
  q: parseAsString.withDefault(""),
  service: parseAsString,
  minSeverity: parseAsStringLiteral(logSeverities),
  traceId: parseAsString,
  spanId: parseAsString,
  filters: parseAsFilters,
  at: parseAsString,
  wrap: parseAsBoolean.withDefault(false),
};

/** The search of the URL and a function that changes parts of it; null takes a part away. */
export function useLogSearch() {
  return useQueryStates(parsers, { history: "push" });
}

/** Changes parts of the search. */
export type SetLogSearch = ReturnType<typeof useLogSearch>[1];

/** The part of an API query that list and histogram share. */
export function toLogQuery(search: LogSearch) {
  const { q, service, minSeverity, traceId, spanId, filters } = search;
  return {
    ...(q === "" ? {} : { q }),
    ...(service === null ? {} : { service }),
    ...(minSeverity === null ? {} : { minSeverity }),
    ...(traceId === null ? {} : { traceId }),
    ...(spanId === null ? {} : { spanId }),
    ...(filters.length === 0 ? {} : { filters }),
  };
}

/** True when anything narrows the search. */
export function isNarrowed(search: LogSearch): boolean {
  return Object.keys(toLogQuery(search)).length > 0;
}

/** What takes every condition away, for the setter. */
export const CLEARED_SEARCH = {
  q: null,
  service: null,
  minSeverity: null,
  traceId: null,
  spanId: null,
  filters: null,
  at: null,
} as const;
