import { telemetryTables, type TelemetryTable } from "@headroom/otlp";
import { backupTelemetry } from "./backup/backup-telemetry.ts";
import type { TelemetryBackup, TelemetryBackupRequest } from "./backup/backup-telemetry.ts";
import type { StoreConnection } from "./driver/connection.ts";
import { openEmbedded } from "./driver/embedded.ts";
import { createQueryRunner } from "./driver/query-runner.ts";
import type { QueryReport } from "./driver/query-runner.ts";
import { openServer } from "./driver/server.ts";
import { TelemetryStoreError } from "./errors.ts";
import { createSegmentLoads } from "./loader/loader-clients.ts";
import { startLoader } from "./loader/loader.ts";
import type { LoaderState, LoadReport } from "./loader/loader.ts";
import { createSchemaStep } from "./migrations/prepare-schema.ts";
import { createTelemetryQueries } from "./queries/telemetry-queries.ts";
import type { TelemetryQueries } from "./queries/telemetry-queries.ts";
import { dialectOf } from "./migrations/topology.ts";
import { createStoreUpkeep } from "./upkeep/store-upkeep.ts";
import type { StoreUpkeep } from "./upkeep/store-upkeep.ts";
import { openSpool } from "./spool/spool.ts";
import type { SpoolBlock, SpoolOptions, SpoolState } from "./spool/spool.ts";

interface CommonOptions {
  readonly spoolDirectory: string;
  /** Bounds of the spool; see SpoolOptions. */
  readonly spool?:
    | Omit<SpoolOptions, "directory" | "loadsAtOnce" | "now" | "onProblem">
    | undefined;
  /** Read queries at the same time; default 8. */
  readonly queryConcurrency?: number | undefined;
  /** Read queries that may wait for a slot; default 64. */
  readonly maxWaitingQueries?: number | undefined;
  /** Time one read query may run, ms; default 10,000. */
  readonly queryTimeLimitMs?: number | undefined;
  /** Memory one read query may use, bytes; default 1 GiB, and half of the engine's memory. */
  readonly maxQueryMemoryBytes?: number | undefined;
  readonly onQuery?: ((report: QueryReport) => void) | undefined;
  readonly onLoad?: ((report: LoadReport) => void) | undefined;
  readonly onProblem?: ((problem: string) => void) | undefined;
  readonly now?: (() => number) | undefined;
}

/** The engine runs in this process and keeps its data in `directory`. */
export interface EmbeddedStoreOptions extends CommonOptions {
  readonly kind: "embedded";
  readonly directory: string;
  readonly maxMemoryBytes: number;
}

/** A ClickHouse server or cluster. */
export interface ServerStoreOptions extends CommonOptions {
  readonly kind: "server";
  readonly url: string;
  /** Cluster name for replicated tables; absent: one server. */
  readonly cluster?: string | undefined;
  /** Whether to open, and spool, while the server cannot be reached; default false. */
  readonly opensAlone?: boolean | undefined;
}

/** Which ClickHouse to use, and the bounds of everything. */
export type TelemetryStoreOptions = EmbeddedStoreOptions | ServerStoreOptions;

/** How loading stands. */
export interface TelemetryStoreState {
  readonly spool: SpoolState;
  readonly loader: LoaderState;
}

/** Telemetry in and out. */
export interface TelemetryStore {
  readonly kind: "embedded" | "server";
  readonly queries: TelemetryQueries;
  /** Partitions, for retention. */
  readonly upkeep: StoreUpkeep;
  /**
   * Resolves when the blocks are on the disk and will reach ClickHouse exactly once. The bytes
   * must not change until then. Throws `spool_full`, `spool_unavailable`, `overloaded`.
   */
  append(blocks: readonly SpoolBlock[]): Promise<void>;
  /** Everything acknowledged before this time (ms) can be queried. */
  loadedThrough(table: TelemetryTable): number;
  /** Age of the oldest acknowledged data that cannot be queried yet, ms. */
  freshnessMs(): number;
  state(): TelemetryStoreState;
  /** Loads all that is in the spool; false when it took longer than `timeoutMs`. */
  drain(timeoutMs: number): Promise<boolean>;
  /** Writes a backup while the store goes on. Throws `backup_failed`, `store_unavailable`. */
  backup(request: TelemetryBackupRequest): Promise<TelemetryBackup>;
  /** Throws `store_unavailable` when ClickHouse does not answer. */
  ping(): Promise<void>;
  /** Refuses new work, drains for at most `drainTimeoutMs` (default 10,000) and lets go of all. */
  close(drainTimeoutMs?: number): Promise<void>;
}

function openConnection(options: TelemetryStoreOptions): Promise<StoreConnection> {
  const timeLimitMs = options.queryTimeLimitMs ?? 10_000;
  const gib = 1024 ** 3;
  if (options.kind === "embedded") {
    const half = Math.floor(options.maxMemoryBytes / 2);
    const maxQueryMemoryBytes = options.maxQueryMemoryBytes ?? Math.min(gib, half);
    return openEmbedded(options, { timeLimitMs, maxQueryMemoryBytes });
  }
  const maxQueryMemoryBytes = options.maxQueryMemoryBytes ?? gib;
  const limits = { timeLimitMs, maxQueryMemoryBytes };
  return Promise.resolve(openServer(options, limits, options.queryConcurrency ?? 8));
}

async function prepare(
  connection: StoreConnection,
  prepareSchema: () => Promise<void>,
  options: TelemetryStoreOptions,
): Promise<Awaited<ReturnType<typeof openSpool>>> {
  try {
    await prepareSchema().catch((cause: unknown) => {
      if (!mayOpenAlone(options, cause)) throw cause;
      options.onProblem?.("ClickHouse cannot be reached; what comes is spooled until it can be.");
    });
    return await openSpool({
      ...options.spool,
      loadsAtOnce: connection.loaders.length,
      directory: options.spoolDirectory,
      now: options.now,
      onProblem: options.onProblem,
    });
  } catch (cause) {
    await connection.close();
    throw cause;
  }
}

function mayOpenAlone(options: TelemetryStoreOptions, cause: unknown): boolean {
  const isAway = cause instanceof TelemetryStoreError && cause.code === "store_unavailable";
  return isAway && options.kind === "server" && options.opensAlone === true;
}

/**
 * Opens ClickHouse, brings the schema up to date, recovers the spool and starts loading. With
 * `opensAlone` the first two may come later. Throws TelemetryStoreError with `directory_in_use`, `store_unavailable` or `migration_failed`.
 */
export async function openTelemetryStore(options: TelemetryStoreOptions): Promise<TelemetryStore> {
  const connection = await openConnection(options);
  const cluster = options.kind === "server" ? options.cluster : undefined;
  const prepareSchema = createSchemaStep(connection, { cluster }, options.now ?? Date.now);
  const spool = await prepare(connection, prepareSchema, options);
  const loader = startLoader({
    spool,
    load: createSegmentLoads(connection, prepareSchema),
    parallel: connection.loaders.length,
    maxCorruptTries: 3,
    random: Math.random,
    onReport: options.onLoad,
  });
  const runner = createQueryRunner(connection.reads, {
    concurrency: options.queryConcurrency ?? 8,
    maxWaiting: options.maxWaitingQueries ?? 64,
    timeLimitMs: options.queryTimeLimitMs ?? 10_000,
    onQuery: options.onQuery,
  });
  const queries = createTelemetryQueries(
    runner,
    options.now ?? Date.now,
    options.kind === "embedded" ? options.directory : undefined,
  );
  const upkeep = createStoreUpkeep(connection, runner, dialectOf({ cluster }));
  let closing: Promise<void> | undefined;

  async function close(drainTimeoutMs: number): Promise<void> {
    await spool.stopAccepting();
    await loader.drain(drainTimeoutMs);
    await loader.stop();
    await spool.close();
    await runner.close();
    await connection.close();
  }

  return {
    kind: connection.kind,
    queries,
    upkeep,
    append: (blocks) => spool.append(blocks),
    loadedThrough: (table) => spool.loadedThrough(table),
    freshnessMs: () => spool.freshnessMs(),
    state: () => ({ spool: spool.state(), loader: loader.state() }),
    drain: (timeoutMs) => loader.drain(timeoutMs),
    backup: (request) =>
      backupTelemetry(
        {
          connection,
          holdAfter: loader.holdAfter.bind(loader),
          loadedThrough: () =>
            Math.min(...telemetryTables.map((table) => spool.loadedThrough(table))),
          now: options.now ?? Date.now,
        },
        request,
      ),
    ping: () => queries.ping(),
    close: (drainTimeoutMs = 10_000) => (closing ??= close(drainTimeoutMs)),
  };
}
