import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { namesOf } from "@/features/rules/rule-types";
import { capacityOrders, capacitySorts } from "./capacity-table";
import { resourceWords } from "./headroom-words";

/** Resources by name. */
export const resourceKinds = namesOf(resourceWords);

/** Whether a headroom can be given, in words. */
export const statusWords = {
  ready: "With headroom",
  learning: "Learning",
  refused: "Can’t be said",
} as const;

const parsers = {
  service: parseAsString,
  resource: parseAsStringLiteral(resourceKinds),
  status: parseAsStringLiteral(namesOf(statusWords)),
  q: parseAsString.withDefault(""),
  sort: parseAsStringLiteral(capacitySorts).withDefault("exhausted"),
  order: parseAsStringLiteral(capacityOrders).withDefault("asc"),
  open: parseAsString,
  curve: parseAsString,
};

/** The state of the capacity page in the URL, and a function that changes parts of it. */
export function useCapacityState() {
  return useQueryStates(parsers);
}

/** What the URL says. */
export type CapacityState = ReturnType<typeof useCapacityState>[0];
/** Changes parts of it; null takes a part away. */
export type SetCapacityState = ReturnType<typeof useCapacityState>[1];

/** Takes every filter away. */
export const NO_FILTER = { service: null, resource: null, status: null, q: null } as const;
