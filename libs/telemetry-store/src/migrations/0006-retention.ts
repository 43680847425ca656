import type { Migration } from "./topology.ts";

/**
 * Tables whose partitions upkeep drops by the retention policy lose their own TTL: it would go on
 * deleting at the old age when the policy keeps longer, and the ages that parts were written with
 * outlive a changed TTL. Catalogues have no partitions and keep theirs.
 */
export const retentionMigration: Migration = {
  version: 6,
  name: "retention",
  statements: (dialect) =>
    [
      "spans",
      "logs",
      "metrics_number",
      "metrics_histogram",
      "metrics_exp_histogram",
      "metrics_summary",
      "red_10s",
      "red_1m",
      "log_counts_1m",
    ].map((table) => `ALTER TABLE ${dialect.local(table)} ${dialect.onCluster} REMOVE TTL`),
  // Another process may have been faster, or an earlier try got this far.
  doneAlready: /doesn't have any table TTL/,
};
