import { T9, T10, T11, T12, T13, T16, T27 } from "./data-limits.ts";
import { T21, T5, T6, T7 } from "./host-limits.ts";
import { T1, T2, T23, T24, T3, T4, T8 } from "./kubernetes-limits.ts";
import type { LimitTable } from "./limit.ts";
import { T14, T15, T26, T29 } from "./stream-limits.ts";
import { T17, T18, T19, T20, T22, T25, T28 } from "./traffic-limits.ts";

export type {
  Limit,
  LimitComparison,
  LimitSeverity,
  LimitSource,
  LimitTable,
  LimitTableId,
} from "./limit.ts";
export { compareWithLimit, findStrictestLimit, untabledLimitSources } from "./limit.ts";

/** Every table of published limits in the order of its number, T1 to T29. */
export const limitTables: readonly LimitTable[] = [
  T1,
  T2,
  T3,
  T4,
  T5,
  T6,
  T7,
  T8,
  T9,
  T10,
  T11,
  T12,
  T13,
  T14,
  T15,
  T16,
  T17,
  T18,
  T19,
  T20,
  T21,
  T22,
  T23,
  T24,
  T25,
  T26,
  T27,
  T28,
  T29,
];

export { T9, T10, T11, T12, T13, T16, T27 } from "./data-limits.ts";
export { T5, T6, T7, T21 } from "./host-limits.ts";
export { T1, T2, T3, T4, T8, T23, T24 } from "./kubernetes-limits.ts";
export { T14, T15, T26, T29 } from "./stream-limits.ts";
export { T17, T18, T19, T20, T22, T25, T28 } from "./traffic-limits.ts";
