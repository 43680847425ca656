import type { Operation } from "@headroom/contracts";
import type { SortOrder } from "./service-table";

/** Columns the operations can be sorted by. */
export const operationSorts = ["time", "name", "rate", "errors", "p50", "p95", "p99"] as const;
export type OperationSort = (typeof operationSorts)[number];

const VALUE: Readonly<Record<Exclude<OperationSort, "name">, (one: Operation) => number>> = {
  time: (one) => one.timeShare,
  rate: (one) => one.red.requestRate,
  errors: (one) => one.red.errorRatio,
  p50: (one) => one.red.p50Ms ?? -1,
  p95: (one) => one.red.p95Ms ?? -1,
  p99: (one) => one.red.p99Ms ?? -1,
};

/** A sorted copy; equals stand by name. */
export function sortOperations(
  operations: readonly Operation[],
  sort: OperationSort,
  order: SortOrder,
): readonly Operation[] {
  const sign = order === "asc" ? 1 : -1;
  return [...operations].sort((a, b) => {
    const difference =
      sort === "name" ? a.name.localeCompare(b.name) : VALUE[sort](a) - VALUE[sort](b);
    return sign * difference || a.name.localeCompare(b.name);
  });
}
