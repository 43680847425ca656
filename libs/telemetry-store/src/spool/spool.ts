import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { telemetryTables } from "@headroom/otlp";
import type { TelemetryTable } from "@headroom/otlp";
import { TelemetryStoreError } from "../errors.ts";
import { lockDirectory } from "../driver/directory-lock.ts";
import type { DirectoryLock } from "../driver/directory-lock.ts";
import { recoverSegments } from "./recover-segments.ts";
import { createSegmentFile, segmentPaths, syncDirectory } from "./segment.ts";
import { createTableWriter } from "./table-writer.ts";
import type { Segment, SegmentFile } from "./segment.ts";
import type { TableWriter } from "./table-writer.ts";

/** Native block of one table, as the OTLP decoder hands it over. */
export interface SpoolBlock {
  readonly table: TelemetryTable;
  readonly rows: number;
  /** One or more whole Native blocks. */
  readonly bytes: Uint8Array;
}

/** Bounds of the spool; every one has a default. */
export interface SpoolOptions {
  readonly directory: string;
  readonly maxBytes?: number | undefined;
  /** Bytes that may wait for their commit at once. */
  readonly maxPendingBytes?: number | undefined;
  readonly groupCommitMs?: number | undefined;
  readonly segmentMaxAgeMs?: number | undefined;
  readonly segmentMaxBytes?: number | undefined;
  readonly now?: (() => number) | undefined;
  readonly createFile?: ((path: string) => Promise<SegmentFile>) | undefined;
  readonly onProblem?: ((problem: string) => void) | undefined;
}

/** How full and how late the spool is. */
export interface SpoolState {
  /** Bytes on the disk, quarantine included. */
  readonly depthBytes: number;
  readonly maxBytes: number;
  /** Closed segments that wait for loading. */
  readonly segments: number;
  /** Age of the oldest data that is not loaded, ms; 0 when everything is loaded. */
  readonly oldestAgeMs: number;
  readonly quarantinedSegments: number;
  readonly quarantinedBytes: number;
}

/** The write-ahead log between acknowledgement and ClickHouse. */
export interface Spool {
  /**
   * Resolves when every block is on the disk. Rejects with `spool_full`, `spool_unavailable` or
   * `overloaded`; then some tables' blocks may be stored all the same, so a retry may store
   * those twice.
   */
  append(blocks: readonly SpoolBlock[]): Promise<void>;
  /** Closed segments of a table, oldest first. */
  closedSegments(table: TelemetryTable): readonly Segment[];
  /** Deletes a loaded segment. */
  release(segment: Segment): Promise<void>;
  /** Sets a segment that cannot be loaded aside, with the reason beside it. */
  quarantine(segment: Segment, reason: string): Promise<void>;
  /** Calls back whenever a segment is closed. */
  onSegmentClosed(listener: () => void): void;
  /** Everything acknowledged before this time (ms) is loaded. */
  loadedThrough(table: TelemetryTable): number;
  /** How far loading lags behind, ms, over all tables. */
  freshnessMs(): number;
  state(): SpoolState;
  /** Closes all open segments. */
  sealAll(): Promise<void>;
  /** Refuses later appends and closes all open segments; they can still be loaded. */
  stopAccepting(): Promise<void>;
  /** Stops accepting and gives the directory back. */
  close(): Promise<void>;
}

const mib = 1024 * 1024;

interface Ledger {
  depthBytes: number;
  pendingBytes: number;
  quarantinedSegments: number;
  quarantinedBytes: number;
}

async function measureQuarantine(directory: string): Promise<{ segments: number; bytes: number }> {
  await mkdir(directory, { recursive: true });
  let segments = 0;
  let bytes = 0;
  for (const name of await readdir(directory)) {
    if (!name.endsWith(".native")) continue;
    segments += 1;
    bytes += (await stat(join(directory, name))).size;
  }
  return { segments, bytes };
}

function refuseWhenFull(ledger: Ledger, bytes: number, maxBytes: number, maxPending: number): void {
  if (ledger.depthBytes + ledger.pendingBytes + bytes > maxBytes) {
    throw new TelemetryStoreError(
      "spool_full",
      "The spool is full because ClickHouse does not take the data fast enough. Senders should retry later; check the store, or raise the spool limit.",
    );
  }
  if (ledger.pendingBytes + bytes > maxPending) {
    throw new TelemetryStoreError(
      "overloaded",
      "More telemetry arrives than the disk of the spool can take. Senders should retry in a few seconds.",
    );
  }
}

/**
 * Opens the spool directory for this process and recovers what an earlier one left. Throws
 * `directory_in_use` when another process has it open.
 */
export async function openSpool(options: SpoolOptions): Promise<Spool> {
  const lock = await lockDirectory(resolve(options.directory));
  try {
    return await recoverSpool(options, lock);
  } catch (cause) {
    await lock.release();
    throw cause;
  }
}

async function recoverSpool(options: SpoolOptions, lock: DirectoryLock): Promise<Spool> {
  const directory = resolve(options.directory);
  const now = options.now ?? Date.now;
  const maxBytes = options.maxBytes ?? 2048 * mib;
  const maxPendingBytes = options.maxPendingBytes ?? 128 * mib;
  const quarantineDirectory = join(directory, "quarantine");
  const quarantined = await measureQuarantine(quarantineDirectory);
  const ledger: Ledger = {
    depthBytes: quarantined.bytes,
    pendingBytes: 0,
    quarantinedSegments: quarantined.segments,
    quarantinedBytes: quarantined.bytes,
  };
  const closed = new Map<TelemetryTable, Segment[]>();
  const writers = new Map<TelemetryTable, TableWriter>();
  const listeners: (() => void)[] = [];
  let isClosed = false;

  for (const table of telemetryTables) {
    const tableDirectory = join(directory, table);
    await mkdir(tableDirectory, { recursive: true });
    const recovered = await recoverSegments(table, tableDirectory);
    closed.set(table, recovered);
    for (const segment of recovered) ledger.depthBytes += segment.bytes;
    const writer = createTableWriter({
      table,
      directory: tableDirectory,
      groupCommitMs: options.groupCommitMs ?? 2,
      segmentMaxAgeMs: options.segmentMaxAgeMs ?? 1_000,
      segmentMaxBytes: options.segmentMaxBytes ?? 32 * mib,
      now,
      createFile: options.createFile ?? createSegmentFile,
      onCommitted: (bytes) => (ledger.depthBytes += bytes),
      onProblem: options.onProblem ?? (() => {}),
      onClosed: (segment) => {
        closed.get(table)?.push(segment);
        for (const listener of listeners) listener();
      },
    });
    writers.set(table, writer);
  }
  await syncDirectory(directory);

  function forget(segment: Segment): void {
    const waiting = closed.get(segment.table) ?? [];
    closed.set(
      segment.table,
      waiting.filter((other) => other.id !== segment.id),
    );
  }

  async function appendToTable(block: SpoolBlock): Promise<void> {
    ledger.pendingBytes += block.bytes.byteLength;
    try {
      await writers.get(block.table)?.append(block.bytes, block.rows);
    } finally {
      ledger.pendingBytes -= block.bytes.byteLength;
    }
  }

  function loadedThrough(table: TelemetryTable): number {
    const waiting = (closed.get(table) ?? []).map((segment) => segment.openedMs);
    return Math.min(now(), writers.get(table)?.oldestOpenMs() ?? Infinity, ...waiting);
  }

  const freshnessMs = (): number =>
    Math.max(0, now() - Math.min(now(), ...telemetryTables.map(loadedThrough)));

  const sealAll = async (): Promise<void> => {
    await Promise.all([...writers.values()].map((writer) => writer.seal()));
  };

  const stopAccepting = async (): Promise<void> => {
    isClosed = true;
    await sealAll();
  };

  return {
    async append(blocks) {
      if (isClosed) {
        const message = "The spool is closed because Headroom is stopping. Senders should retry.";
        throw new TelemetryStoreError("spool_unavailable", message);
      }
      const present = blocks.filter((block) => block.rows > 0 && block.bytes.byteLength > 0);
      const bytes = present.reduce((sum, block) => sum + block.bytes.byteLength, 0);
      refuseWhenFull(ledger, bytes, maxBytes, maxPendingBytes);
      const results = await Promise.allSettled(present.map(appendToTable));
      const failed = results.find((result) => result.status === "rejected");
      if (failed) throw failed.reason;
    },
    closedSegments: (table) => closed.get(table) ?? [],
    async release(segment) {
      const paths = segmentPaths(join(directory, segment.table), segment.id);
      await rm(paths.data, { force: true });
      await rm(paths.commits, { force: true });
      forget(segment);
      ledger.depthBytes -= segment.bytes;
    },
    async quarantine(segment, reason) {
      const target = join(quarantineDirectory, basename(segment.path));
      await writeFile(`${target.slice(0, -7)}.reason.txt`, `${reason}\n`);
      await rename(segment.path, target);
      await rm(segmentPaths(join(directory, segment.table), segment.id).commits, { force: true });
      await syncDirectory(quarantineDirectory);
      forget(segment);
      ledger.quarantinedSegments += 1;
      ledger.quarantinedBytes += segment.bytes;
    },
    onSegmentClosed: (listener) => void listeners.push(listener),
    loadedThrough,
    freshnessMs,
    state: () => ({
      depthBytes: ledger.depthBytes,
      maxBytes,
      segments: [...closed.values()].reduce((sum, waiting) => sum + waiting.length, 0),
      oldestAgeMs: freshnessMs(),
      quarantinedSegments: ledger.quarantinedSegments,
      quarantinedBytes: ledger.quarantinedBytes,
    }),
    sealAll,
    stopAccepting,
    async close() {
      await stopAccepting();
      await lock.release();
    },
  };
}
