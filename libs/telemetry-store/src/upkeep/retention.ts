/** What a table's data belongs to. Roll-ups are what is kept of spans and logs for longer. */
export const retentionSignals = ["traces", "logs", "metrics", "rollups"] as const;
/** One of `retentionSignals`. */
export type RetentionSignal = (typeof retentionSignals)[number];

/** Whole days that each signal is kept. */
export type RetentionPolicy = Readonly<Record<RetentionSignal, number>>;

/** The policy until somebody sets another. */
export const defaultRetention: RetentionPolicy = { traces: 14, logs: 14, metrics: 30, rollups: 90 };

/** How a table is cut into partitions, and what says how long it is kept. */
export interface KeptTable {
  readonly signal: RetentionSignal;
  /** Whether rows are as they were sent; those give way when the disk fills up. */
  readonly isRaw: boolean;
  /** Days of a partition; weeks begin on Mondays. */
  readonly partitionDays: 1 | 7;
  /** Kept for so long whatever the policy says. */
  readonly fixedDays?: number;
}

const raw = (signal: RetentionSignal): KeptTable => ({ signal, isRaw: true, partitionDays: 1 });

/** Every table whose partitions expire. Catalogues have none and expire by rows. */
export const keptTables: Readonly<Record<string, KeptTable>> = {
  spans: raw("traces"),
  logs: raw("logs"),
  metrics_number: raw("metrics"),
  metrics_histogram: raw("metrics"),
  metrics_exp_histogram: raw("metrics"),
  metrics_summary: raw("metrics"),
  red_10s: { signal: "rollups", isRaw: false, partitionDays: 1, fixedDays: 3 },
  red_1m: { signal: "rollups", isRaw: false, partitionDays: 7 },
  log_counts_1m: { signal: "rollups", isRaw: false, partitionDays: 7 },
};

/** Days that the rows of a table are kept; Infinity for a table that no policy speaks of. */
export function keepDaysOf(table: string, policy: RetentionPolicy): number {
  const kept = keptTables[table];
  return kept === undefined ? Infinity : (kept.fixedDays ?? policy[kept.signal]);
}
