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
  let current: OpenSegment | undefined;
  let queue: PendingAppend[] = [];
  let tail: Promise<void> = Promise.resolve();
  let scheduled = false;
  const unrepaired = new Set<OpenSegment>();

  // Commits, closes and repairs of a table never overlap.
  function enqueue(step: () => Promise<void>): Promise<void> {
    tail = tail.then(step);
    return tail;
  }

  async function openSegment(): Promise<OpenSegment> {
    const openedMs = options.now();
    const id = segmentId(options.table, openedMs, randomBytes(6).toString("hex"));
    const paths = segmentPaths(options.directory, id);
    const data = await options.createFile(paths.data);
    const commits = await options.createFile(paths.commits);
    await syncDirectory(options.directory);
    const segment = { id, openedMs, data, commits, bytes: 0, rows: 0, groups: 0 };
    setTimeout(() => {
      if (current === segment) void enqueue(() => closeSegment(segment));
    }, options.segmentMaxAgeMs);
    return segment;
  }

  async function commitGroup(segment: OpenSegment, group: readonly PendingAppend[]): Promise<void> {
    const bytes = Buffer.concat(group.map((append) => append.bytes));
    const rows = group.reduce((sum, append) => sum + append.rows, 0);
    const endOffset = segment.bytes + bytes.byteLength;
    const record = encodeCommit({ endOffset, rows, dataCrc: crc32(bytes) });
    // The checksum in the record makes the order of the two writes irrelevant to recovery.
    await Promise.all([
      segment.data.write(bytes, segment.bytes).then(() => segment.data.sync()),
      segment.commits
        .write(record, segment.groups * commitBytes)
        .then(() => segment.commits.sync()),
    ]);
    segment.bytes = endOffset;
    segment.rows += rows;
    segment.groups += 1;
    options.onCommitted(bytes.byteLength);
  }

  function takeGroup(): PendingAppend[] {
    let bytes = 0;
    let count = 0;
    for (const append of queue) {
      if (count > 0 && bytes + append.bytes.byteLength > options.segmentMaxBytes) break;
      bytes += append.bytes.byteLength;
      count += 1;
    }
    const group = queue.slice(0, count);
    queue = queue.slice(count);
    return group;
  }

  async function flushQueue(): Promise<void> {
    scheduled = false;
    while (queue.length > 0) {
      const group = takeGroup();
      try {
        current ??= await openSegment();
        await commitGroup(current, group);
        for (const append of group) append.resolve();
      } catch (cause) {
        const error = toSpoolError(cause);
        options.onProblem(error.message);
        for (const append of group) append.reject(error);
        if (current) abandonSegment(current);
        current = undefined;
      }
      const due = current && options.now() - current.openedMs >= options.segmentMaxAgeMs;
      if (current && (due || current.bytes >= options.segmentMaxBytes)) {
        await closeSegment(current);
      }
    }
  }

  async function closeSegment(segment: OpenSegment): Promise<void> {
    if (current !== segment) return;
    current = undefined;
    await Promise.allSettled([segment.data.close(), segment.commits.close()]);
    announce(segment);
  }

  function announce(segment: OpenSegment): void {
    const { id, openedMs, bytes, rows } = segment;
    const path = segmentPaths(options.directory, id).data;
    options.onClosed({ id, table: options.table, path, openedMs, bytes, rows });
  }

  // After a failed write or sync the tail of the file is unknown: it is cut back to what was
  // acknowledged and never appended to again.
  function abandonSegment(segment: OpenSegment): void {
    unrepaired.add(segment);
    let delayMs = 100;
    const repair = async (): Promise<void> => {
      try {
        await segment.data.truncate(segment.bytes);
        await segment.commits.truncate(segment.groups * commitBytes);
        await Promise.allSettled([segment.data.close(), segment.commits.close()]);
        const paths = segmentPaths(options.directory, segment.id);
        if (segment.bytes > 0) announce(segment);
        else await Promise.all([rm(paths.data), rm(paths.commits)]);
        unrepaired.delete(segment);
      } catch (cause) {
        options.onProblem(`Segment ${segment.id} cannot be cut back yet: ${describeCause(cause)}.`);
        setTimeout(() => void enqueue(repair), delayMs).unref();
        delayMs = Math.min(delayMs * 2, maxRepairDelayMs);
      }
    };
    void enqueue(repair);
  }

  return {
    append(bytes, rows) {
      return new Promise((resolve, reject) => {
        queue.push({ bytes, rows, resolve, reject });
        if (scheduled) return;
        scheduled = true;
        setTimeout(() => void enqueue(flushQueue), options.groupCommitMs);
      });
    },
    oldestOpenMs() {
      const open = [...unrepaired, ...(current ? [current] : [])];
      return open.length === 0 ? undefined : Math.min(...open.map((segment) => segment.openedMs));
    },
    seal: () =>
      enqueue(async () => {
        await flushQueue();
        if (current) await closeSegment(current);
      }),
  };
}
