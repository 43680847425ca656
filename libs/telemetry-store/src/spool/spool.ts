import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { telemetryTables } from "@headroom/otlp";
import type { TelemetryTable } from "@headroom/otlp";
import { TelemetryStoreError } from "../errors.ts";
import { lockDirectory } from "../driver/directory-lock.ts";
import type { DirectoryLock } from "../driver/directory-lock.ts";
import { recoverSegments } from "./recover-segments.ts";
import { createSegmentFile, segmentPaths, syncDirectory } from "./segment.ts";
import { GroupCommit } from "./group-commit.ts";
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
  /** Age at which a segment is closed; it stays open while older ones of its table wait. */
  readonly segmentMaxAgeMs?: number | undefined;
  readonly segmentMaxBytes?: number | undefined;
  /** Segments of a table that may be loaded at the same time; default 1. */
  readonly loadsAtOnce?: number | undefined;
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
   * `overloaded`; then none is stored.
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
const quarantineName = "quarantine";
const segmentMaxBytes = 64 * mib;

interface Ledger {
  depthBytes: number;
  pendingBytes: number;
  quarantinedSegments: number;
  quarantinedBytes: number;
}

async function measureQuarantine(directory: string): Promise<{ segments: number; bytes: number }> {
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
  const quarantineDirectory = join(directory, quarantineName);
  await mkdir(quarantineDirectory, { recursive: true });
  const onProblem = options.onProblem ?? (() => {});
  const recovered = new Map<TelemetryTable, Segment[]>();
  for (const table of telemetryTables) {
    const tableDirectory = join(directory, table);
    await mkdir(tableDirectory, { recursive: true });
    const damage = { quarantineDirectory, onProblem };
    recovered.set(table, await recoverSegments(table, tableDirectory, damage));
  }
  await syncDirectory(directory);
  const spool = new SegmentSpool(options, lock, await measureQuarantine(quarantineDirectory));
  for (const [table, segments] of recovered) {
    spool.addTable(table, join(directory, table), segments);
  }
  return spool;
}

class SegmentSpool implements Spool {
  private readonly options: SpoolOptions;
  private readonly lock: DirectoryLock;
  private readonly directory: string;
  private readonly maxBytes: number;
  private readonly now: () => number;
  private readonly ledger: Ledger;
  private readonly closed = new Map<TelemetryTable, Segment[]>();
  private readonly writers = new Map<TelemetryTable, TableWriter>();
  private readonly listeners: (() => void)[] = [];
  private readonly commits: GroupCommit;
  private isClosed = false;

  constructor(
    options: SpoolOptions,
    lock: DirectoryLock,
    quarantined: { segments: number; bytes: number },
  ) {
    this.options = options;
    this.lock = lock;
    this.directory = resolve(options.directory);
    this.maxBytes = options.maxBytes ?? 2048 * mib;
    this.now = options.now ?? Date.now;
    this.ledger = {
      depthBytes: quarantined.bytes,
      pendingBytes: 0,
      quarantinedSegments: quarantined.segments,
      quarantinedBytes: quarantined.bytes,
    };
    this.commits = new GroupCommit({
      writers: this.writers,
      delayMs: options.groupCommitMs ?? 2,
      maxGroupBytes: options.segmentMaxBytes ?? segmentMaxBytes,
      onCommitted: (bytes) => (this.ledger.depthBytes += bytes),
      onProblem: options.onProblem ?? (() => {}),
    });
  }

  addTable(table: TelemetryTable, directory: string, recovered: Segment[]): void {
    const { options } = this;
    this.closed.set(table, recovered);
    for (const segment of recovered) this.ledger.depthBytes += segment.bytes;
    const writer = createTableWriter({
      table,
      directory,
      segmentMaxAgeMs: options.segmentMaxAgeMs ?? 1_000,
      segmentMaxBytes: options.segmentMaxBytes ?? segmentMaxBytes,
      now: this.now,
      createFile: options.createFile ?? createSegmentFile,
      isBehind: () => this.closedSegments(table).length >= (options.loadsAtOnce ?? 1),
      onProblem: options.onProblem ?? (() => {}),
      onClosed: (segment) => {
        this.closed.get(table)?.push(segment);
        for (const listener of this.listeners) listener();
      },
    });
    this.writers.set(table, writer);
  }

  async append(blocks: readonly SpoolBlock[]): Promise<void> {
    if (this.isClosed) {
      const message = "The spool is closed because Headroom is stopping. Senders should retry.";
      throw new TelemetryStoreError("spool_unavailable", message);
    }
    const present = blocks.filter((block) => block.rows > 0 && block.bytes.byteLength > 0);
    const bytes = present.reduce((sum, block) => sum + block.bytes.byteLength, 0);
    const maxPendingBytes = this.options.maxPendingBytes ?? 128 * mib;
    refuseWhenFull(this.ledger, bytes, this.maxBytes, maxPendingBytes);
    this.ledger.pendingBytes += bytes;
    try {
      if (bytes > 0) await this.commits.append(present, bytes);
    } finally {
      this.ledger.pendingBytes -= bytes;
    }
  }

  closedSegments(table: TelemetryTable): readonly Segment[] {
    return this.closed.get(table) ?? [];
  }

  async release(segment: Segment): Promise<void> {
    const paths = segmentPaths(join(this.directory, segment.table), segment.id);
    await rm(paths.data, { force: true });
    await rm(paths.commits, { force: true });
    this.forget(segment);
    this.ledger.depthBytes -= segment.bytes;
  }

  async quarantine(segment: Segment, reason: string): Promise<void> {
    const directory = join(this.directory, quarantineName);
    const target = segmentPaths(directory, segment.id).data;
    await writeFile(join(directory, `${segment.id}.reason.txt`), `${reason}\n`);
    await rename(segment.path, target);
    const { commits } = segmentPaths(join(this.directory, segment.table), segment.id);
    await rm(commits, { force: true });
    await syncDirectory(directory);
    this.forget(segment);
    this.ledger.quarantinedSegments += 1;
    this.ledger.quarantinedBytes += segment.bytes;
  }

  onSegmentClosed(listener: () => void): void {
    this.listeners.push(listener);
  }

  loadedThrough(table: TelemetryTable): number {
    const oldestOpenMs = this.writers.get(table)?.oldestOpenMs() ?? Infinity;
    const oldestClosedMs = this.closedSegments(table).reduce(
      (oldest, segment) => Math.min(oldest, segment.openedMs),
      Infinity,
    );
    return Math.min(this.now(), oldestOpenMs, oldestClosedMs);
  }

  freshnessMs(): number {
    const through = telemetryTables.map((table) => this.loadedThrough(table));
    return Math.max(0, this.now() - Math.min(this.now(), ...through));
  }

  state(): SpoolState {
    const { depthBytes, quarantinedSegments, quarantinedBytes } = this.ledger;
    const segments = [...this.closed.values()].reduce((sum, waiting) => sum + waiting.length, 0);
    const oldestAgeMs = this.freshnessMs();
    const { maxBytes } = this;
    return { depthBytes, maxBytes, segments, oldestAgeMs, quarantinedSegments, quarantinedBytes };
  }

  sealAll(): Promise<void> {
    return this.commits.sealAll();
  }

  async stopAccepting(): Promise<void> {
    this.isClosed = true;
    await this.sealAll();
  }

  async close(): Promise<void> {
    await this.stopAccepting();
    await this.lock.release();
  }

  private forget(segment: Segment): void {
    const waiting = this.closedSegments(segment.table);
    const others = waiting.filter((other) => other.id !== segment.id);
    this.closed.set(segment.table, others);
    // The open segment may have grown past its age while this one was being loaded.
    void this.writers.get(segment.table)?.closeWhenDue();
  }
}
