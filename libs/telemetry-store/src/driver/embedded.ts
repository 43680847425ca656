import { ClickHouseLogLevel, createClient } from "@clickhouse/client";
import type { ClickHouseClient } from "@clickhouse/client";
import { drainPending, Session } from "chdb";
import { createChdbConnection } from "chdb/connection";
import { describeCause, TelemetryStoreError } from "../errors.ts";
import { lockDirectory } from "./directory-lock.ts";
import { loadSettings, querySettings } from "./settings.ts";
import type { StoreConnection } from "./connection.ts";
import type { QueryLimits } from "./settings.ts";

/** Where the engine keeps its data and how much memory all of it may use. */
export interface EmbeddedOptions {
  readonly directory: string;
  readonly maxMemoryBytes: number;
}

const mib = 1024 * 1024;

type ClientConnection = NonNullable<NonNullable<Parameters<typeof createClient>[0]>["connection"]>;

// chdb is typed against another copy of the same contract, whose private fields do not match.
function connect(path: string): ClientConnection {
  return createChdbConnection({ path }) as unknown as ClientConnection;
}

function engineArguments(maxMemoryBytes: number): string[] {
  return [
    `--max_server_memory_usage=${maxMemoryBytes}`,
    `--mark_cache_size=${64 * mib}`,
    `--index_mark_cache_size=${16 * mib}`,
    `--uncompressed_cache_size=0`,
    `--mmap_cache_size=0`,
    "--background_pool_size=2",
    "--background_schedule_pool_size=8",
    // Where a backup goes is decided by whoever may ask for one, not by the engine.
    "--backups.allowed_path=/",
    "--backup_threads=2",
    "--shutdown_wait_backups_and_restores=0",
  ];
}

/**
 * Opens the engine in this process. The first session carries the server settings and lives as
 * long as the clients. Throws `directory_in_use` when another process holds the directory and
 * `store_unavailable` when the engine does not start.
 */
export async function openEmbedded(
  options: EmbeddedOptions,
  limits: QueryLimits,
): Promise<StoreConnection> {
  const lock = await lockDirectory(options.directory);
  try {
    const path = `${options.directory}/clickhouse`;
    const session = new Session(path, {
      connectionArgs: engineArguments(options.maxMemoryBytes),
    });
    const reads = createClient({
      connection: connect(path),
      log: { level: ClickHouseLogLevel.OFF },
      clickhouse_settings: querySettings(limits),
    });
    const createLoader = (): ClickHouseClient =>
      createClient({
        connection: connect(path),
        log: { level: ClickHouseLogLevel.OFF },
        clickhouse_settings: loadSettings(options.maxMemoryBytes),
      });
    const loads = createLoader();
    const loaders = [loads, createLoader()];
    let closing: Promise<void> | undefined;
    const close = async (): Promise<void> => {
      await Promise.all([reads, ...loaders].map((client) => client.close()));
      session.close();
      await drainPending();
      await lock.release();
    };
    return { kind: "embedded", reads, loads, loaders, close: () => (closing ??= close()) };
  } catch (cause) {
    await lock.release();
    throw new TelemetryStoreError(
      "store_unavailable",
      `The embedded ClickHouse engine did not start in ${options.directory}: ${describeCause(cause)}. Check that the directory is writable and that no other process uses it.`,
      cause,
    );
  }
}
