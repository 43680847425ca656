import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { crc32 } from "node:zlib";
import type { TelemetryTable } from "@headroom/otlp";
import { describeCause, TelemetryStoreError } from "../errors.ts";
import { commitBytes, encodeCommit } from "./commit-log.ts";
import { segmentId, segmentPaths, syncDirectory } from "./segment.ts";
import type { Segment, SegmentFile } from "./segment.ts";

/** Bounds and effects of one table's writer. */
export interface TableWriterOptions {
  readonly table: TelemetryTable;
  readonly directory: string;
  readonly groupCommitMs: number;
  readonly segmentMaxAgeMs: number;
  readonly segmentMaxBytes: number;
  readonly now: () => number;
  readonly createFile: (path: string) => Promise<SegmentFile>;
  /** Called once for each segment that is complete. */
  readonly onClosed: (segment: Segment) => void;
  /** Called when bytes become part of a segment. */
  readonly onCommitted: (bytes: number) => void;
  readonly onProblem: (problem: string) => void;
}

/** Appends blocks of one table to its open segment. */
export interface TableWriter {
  /** Resolves when the bytes are on the disk; rejects with `spool_unavailable` or `spool_full`. */
  append(bytes: Uint8Array, rows: number): Promise<void>;
  /** Opening time of the segments that are not closed yet, ms. */
  oldestOpenMs(): number | undefined;
  /** Closes the open segment after the appends made so far. */
  seal(): Promise<void>;
}

interface OpenSegment {
  readonly id: string;
  readonly openedMs: number;
  readonly data: SegmentFile;
  readonly commits: SegmentFile;
  bytes: number;
  rows: number;
  groups: number;
}

interface PendingAppend {
  readonly bytes: Uint8Array;
  readonly rows: number;
  resolve(): void;
  reject(error: TelemetryStoreError): void;
}

const maxRepairDelayMs = 30_000;

function toSpoolError(cause: unknown): TelemetryStoreError {
  const full = cause instanceof Error && "code" in cause && cause.code === "ENOSPC";
  return full
    ? new TelemetryStoreError(
        "spool_full",
        "The disk of the spool is full. Free space; senders retry meanwhile.",
        cause,
      )
    : new TelemetryStoreError(
        "spool_unavailable",
        `The spool cannot be written: ${describeCause(cause)}. Check the disk; senders retry meanwhile.`,
        cause,
      );
}

/** Creates the writer of one table; its directory must exist. */
export function createTableWriter(options: TableWriterOptions): TableWriter {
  return new SegmentWriter(options);
}

class SegmentWriter implements TableWriter {
  private readonly options: TableWriterOptions;
  private current: OpenSegment | undefined;
  private queue: PendingAppend[] = [];
  private tail: Promise<void> = Promise.resolve();
  private isScheduled = false;
  private readonly unrepaired = new Set<OpenSegment>();

  constructor(options: TableWriterOptions) {
    this.options = options;
  }

  append(bytes: Uint8Array, rows: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.queue.push({ bytes, rows, resolve, reject });
      if (this.isScheduled) return;
      this.isScheduled = true;
      setTimeout(() => void this.enqueue(() => this.flushQueue()), this.options.groupCommitMs);
    });
  }

  oldestOpenMs(): number | undefined {
    const open = [...this.unrepaired, ...(this.current ? [this.current] : [])];
    return open.length === 0 ? undefined : Math.min(...open.map((segment) => segment.openedMs));
  }

  seal(): Promise<void> {
    return this.enqueue(async () => {
      await this.flushQueue();
      if (this.current) await this.closeSegment(this.current);
    });
  }

  // Commits, closes and repairs of a table never overlap.
  private enqueue(step: () => Promise<void>): Promise<void> {
    this.tail = this.tail.then(step);
    return this.tail;
  }

  private async openSegment(): Promise<OpenSegment> {
    const { options } = this;
    const openedMs = options.now();
    const id = segmentId(options.table, openedMs, randomBytes(6).toString("hex"));
    const paths = segmentPaths(options.directory, id);
    const data = await options.createFile(paths.data);
    const commits = await options.createFile(paths.commits);
    await syncDirectory(options.directory);
    const segment = { id, openedMs, data, commits, bytes: 0, rows: 0, groups: 0 };
    setTimeout(() => {
      if (this.current === segment) void this.enqueue(() => this.closeSegment(segment));
    }, options.segmentMaxAgeMs);
    return segment;
  }

  private takeGroup(): PendingAppend[] {
    let bytes = 0;
    let count = 0;
    for (const append of this.queue) {
      if (count > 0 && bytes + append.bytes.byteLength > this.options.segmentMaxBytes) break;
      bytes += append.bytes.byteLength;
      count += 1;
    }
    return this.queue.splice(0, count);
  }

  private async flushQueue(): Promise<void> {
    this.isScheduled = false;
    while (this.queue.length > 0) {
      const group = this.takeGroup();
      try {
        this.current ??= await this.openSegment();
        const bytes = await commitGroup(this.current, group);
        this.options.onCommitted(bytes);
        for (const append of group) append.resolve();
      } catch (cause) {
        const error = toSpoolError(cause);
        this.options.onProblem(error.message);
        for (const append of group) append.reject(error);
        if (this.current) this.abandonSegment(this.current);
        this.current = undefined;
      }
      await this.closeWhenDue();
    }
  }

  private async closeWhenDue(): Promise<void> {
    const { current, options } = this;
    if (!current) return;
    const isOld = options.now() - current.openedMs >= options.segmentMaxAgeMs;
    if (isOld || current.bytes >= options.segmentMaxBytes) await this.closeSegment(current);
  }

  private async closeSegment(segment: OpenSegment): Promise<void> {
    if (this.current !== segment) return;
    await Promise.allSettled([segment.data.close(), segment.commits.close()]);
    // Announced in the same turn, so that the segment is never in neither list.
    this.current = undefined;
    this.announce(segment);
  }

  private announce(segment: OpenSegment): void {
    const { id, openedMs, bytes, rows } = segment;
    const path = segmentPaths(this.options.directory, id).data;
    this.options.onClosed({ id, table: this.options.table, path, openedMs, bytes, rows });
  }

  // After a failed write or sync the tail of the file is unknown: it is cut back to what was
  // acknowledged and never appended to again.
  private abandonSegment(segment: OpenSegment): void {
    this.unrepaired.add(segment);
    let delayMs = 100;
    const repair = async (): Promise<void> => {
      try {
        await this.cutBack(segment);
        this.unrepaired.delete(segment);
      } catch (cause) {
        const detail = describeCause(cause);
        this.options.onProblem(`Segment ${segment.id} cannot be cut back yet: ${detail}.`);
        setTimeout(() => void this.enqueue(repair), delayMs).unref();
        delayMs = Math.min(delayMs * 2, maxRepairDelayMs);
      }
    };
    void this.enqueue(repair);
  }

  private async cutBack(segment: OpenSegment): Promise<void> {
    await segment.data.truncate(segment.bytes);
    await segment.commits.truncate(segment.groups * commitBytes);
    await Promise.allSettled([segment.data.close(), segment.commits.close()]);
    if (segment.bytes > 0) return this.announce(segment);
    const paths = segmentPaths(this.options.directory, segment.id);
    await Promise.all([rm(paths.data, { force: true }), rm(paths.commits, { force: true })]);
  }
}

// Writes one group and its commit record, makes both durable and returns the group's bytes.
async function commitGroup(segment: OpenSegment, group: readonly PendingAppend[]): Promise<number> {
  const bytes = Buffer.concat(group.map((append) => append.bytes));
  const rows = group.reduce((sum, append) => sum + append.rows, 0);
  const endOffset = segment.bytes + bytes.byteLength;
  const record = encodeCommit({ endOffset, rows, dataCrc: crc32(bytes) });
  // The checksum in the record makes the order of the two writes irrelevant to recovery. Both
  // must have settled before a failed segment may be cut back.
  const results = await Promise.allSettled([
    segment.data.write(bytes, segment.bytes).then(() => segment.data.sync()),
    segment.commits.write(record, segment.groups * commitBytes).then(() => segment.commits.sync()),
  ]);
  for (const result of results) if (result.status === "rejected") throw result.reason;
  segment.bytes = endOffset;
  segment.rows += rows;
  segment.groups += 1;
  return bytes.byteLength;
}
