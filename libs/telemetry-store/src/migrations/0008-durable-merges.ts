import type { Migration } from "./topology.ts";

const tables = [
  "spans",
  "logs",
  "metrics_number",
  "metrics_histogram",
  "metrics_exp_histogram",
  "metrics_summary",
  "red_10s",
  "red_1m",
  "log_counts_1m",
  "metric_catalog",
  "service_catalog",
];

/**
 * A merged part is on the disk before the parts it replaces are deleted: an embedded engine
 * deletes them at once, so a power failure could take what inserts had made durable.
 */
export const durableMergesMigration: Migration = {
  version: 8,
  name: "durable-merges",
  statements: (dialect) =>
    tables.map(
      (table) =>
        `ALTER TABLE ${dialect.local(table)} ${dialect.onCluster} MODIFY SETTING min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1`,
    ),
};
