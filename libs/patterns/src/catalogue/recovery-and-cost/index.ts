import { backupRecovery } from "./backup-recovery.ts";
import { costEfficiency } from "./cost-efficiency.ts";
import type { PatternRecord } from "../types.ts";

/** The patterns of the family recovery-and-cost, in the order of their numbers. */
export const recoveryAndCostPatterns: readonly PatternRecord[] = [backupRecovery, costEfficiency];
