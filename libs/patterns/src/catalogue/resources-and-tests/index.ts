import { compressionPagination } from "./compression-pagination.ts";
import { cpuBound } from "./cpu-bound.ts";
import { ioBound } from "./io-bound.ts";
import { loadTests } from "./load-tests.ts";
import { memoryBound } from "./memory-bound.ts";
import { performanceTiers } from "./performance-tiers.ts";
import type { PatternRecord } from "../types.ts";

/** The patterns of the family resources-and-tests, in the order of their numbers. */
export const resourcesAndTestsPatterns: readonly PatternRecord[] = [
  cpuBound,
  memoryBound,
  ioBound,
  compressionPagination,
  loadTests,
  performanceTiers,
];
