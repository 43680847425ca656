import type { ClickHouseClient } from "@clickhouse/client";

/**
 * Both ways to ClickHouse look like this. Reads and loads have a client each because an embedded
 * connection works on one statement at a time: a slow read must not hold up loading.
 */
export interface StoreConnection {
  readonly kind: "embedded" | "server";
  readonly reads: ClickHouseClient;
  readonly loads: ClickHouseClient;
  /** As many as segments may be loaded at the same time, one for each of them. */
  readonly loaders: readonly ClickHouseClient[];
  /** Releases clients, engine and directory; safe to call twice. */
  close(): Promise<void>;
}
