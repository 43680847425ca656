import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { crc32 } from "node:zlib";
import type { TelemetryTable } from "@headroom/otlp";
import { describeCause } from "../errors.ts";
import { commitBytes, encodeCommit, encodeSeal } from "./commit-log.ts";
import { segmentId, segmentPaths, syncDirectory } from "./segment.ts";
import type { Segment, SegmentFile } from "./segment.ts";

/** Bounds and effects of one table's writer. */
export interface TableWriterOptions {
  readonly table: TelemetryTable;
  readonly directory: string;
  /** Age at which a segment is closed, unless the loader is behind. */
  readonly segmentMaxAgeMs: number;
  /** Size at which a segment is closed in any case. */
  readonly segmentMaxBytes: number;
  readonly now: () => number;
  readonly createFile: (path: string) => Promise<SegmentFile>;
  /** Whether closed segments of the table still wait: the open one then grows instead. */
  readonly isBehind: () => boolean;
  /** Called once for each segment that is complete. */
  readonly onClosed: (segment: Segment) => void;
  readonly onProblem: (problem: string) => void;
}

/** Rows of one append for one table. */
export interface WrittenBlock {
  readonly rows: number;
  readonly bytes: Uint8Array;
}

/**
 * Writes blocks of one table to its open segment. A write counts once `accept` is called; until
 * then `takeBack` undoes it. Never two writes at a time.
 */
export interface TableWriter {
  /** Resolves when the blocks and their commit record are on the disk. */
  write(blocks: readonly WrittenBlock[]): Promise<void>;
  /** Makes what was written last part of the segment. */
  accept(): void;
  /** Undoes the last write, whether or not it came to its end; the segment is closed. */
  takeBack(): void;
  /** Opening time of the segments that are not closed yet, ms. */
  oldestOpenMs(): number | undefined;
  /** Closes the open segment if it is old or large enough. */
  closeWhenDue(): Promise<void>;
  /** Closes the open segment; not between a write and what decides over it. */
  seal(): Promise<void>;
}

interface OpenSegment {
  readonly id: string;
  readonly openedMs: number;
  /** By the clock that is never set. */
  readonly openedAt: number;
  readonly data: SegmentFile;
  readonly commits: SegmentFile;
  bytes: number;
  rows: number;
  groups: number;
  written: { readonly bytes: number; readonly rows: number } | undefined;
}

const maxRepairDelayMs = 30_000;

/** Creates the writer of one table; its directory must exist. */
export function createTableWriter(options: TableWriterOptions): TableWriter {
  return new SegmentWriter(options);
}

class SegmentWriter implements TableWriter {
  private readonly options: TableWriterOptions;
  private current: OpenSegment | undefined;
  private tail: Promise<void> = Promise.resolve();
  private readonly unrepaired = new Set<OpenSegment>();

  constructor(options: TableWriterOptions) {
    this.options = options;
  }

  write(blocks: readonly WrittenBlock[]): Promise<void> {
    return this.enqueue(async () => {
      this.current ??= await this.openSegment();
      await writeGroup(this.current, blocks);
    });
  }

  accept(): void {
    const { current } = this;
    if (current?.written === undefined) return;
    current.bytes += current.written.bytes;
    current.rows += current.written.rows;
    current.groups += 1;
    current.written = undefined;
  }

  takeBack(): void {
    if (this.current) this.abandonSegment(this.current);
    this.current = undefined;
  }

  oldestOpenMs(): number | undefined {
    const open = [...this.unrepaired, ...(this.current ? [this.current] : [])];
    return open.length === 0 ? undefined : Math.min(...open.map((segment) => segment.openedMs));
  }

  closeWhenDue(): Promise<void> {
    return this.enqueue(async () => {
      const { current } = this;
      if (current && this.isDue(current)) await this.closeSegment(current);
    });
  }

  seal(): Promise<void> {
    return this.enqueue(async () => {
      if (this.current) await this.closeSegment(this.current);
    });
  }

  // Writes, closes and repairs of a table never overlap.
  private enqueue(step: () => Promise<void>): Promise<void> {
    const done = this.tail.then(step);
    this.tail = done.catch(() => undefined);
    return done;
  }

  private isDue(segment: OpenSegment): boolean {
    const { options } = this;
    // Between write and accept the segment's end is not decided yet.
    if (segment.written !== undefined || segment.groups === 0) return false;
    if (segment.bytes >= options.segmentMaxBytes) return true;
    const ageMs = performance.now() - segment.openedAt;
    return ageMs >= options.segmentMaxAgeMs && !options.isBehind();
  }

  private async openSegment(): Promise<OpenSegment> {
    const { options } = this;
    const openedMs = options.now();
    const id = segmentId(options.table, openedMs, randomBytes(6).toString("hex"));
    const paths = segmentPaths(options.directory, id);
    const { data, commits } = await this.createFiles(paths);
    setTimeout(() => void this.closeWhenDue(), options.segmentMaxAgeMs + 1);
    const openedAt = performance.now();
    const empty = { bytes: 0, rows: 0, groups: 0, written: undefined };
    return { id, openedMs, openedAt, data, commits, ...empty };
  }

  // Both files or none, and no open handle of one that was given up.
  private async createFiles(paths: { data: string; commits: string }) {
    const { options } = this;
    const created: SegmentFile[] = [];
    try {
      const data = await options.createFile(paths.data);
      created.push(data);
      const commits = await options.createFile(paths.commits);
      created.push(commits);
      await syncDirectory(options.directory);
      return { data, commits };
    } catch (cause) {
      await Promise.allSettled(created.map((file) => file.close()));
      const left = [rm(paths.data, { force: true }), rm(paths.commits, { force: true })];
      await Promise.allSettled(left);
      throw cause;
    }
  }

  private async closeSegment(segment: OpenSegment): Promise<void> {
    if (this.current !== segment) return;
    // Tells recovery that everything in it was acknowledged; loading does not depend on it.
    const seal = encodeSeal(segment.bytes);
    await segment.commits.write(seal, segment.groups * commitBytes).catch(() => undefined);
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

// Writes one group and its commit record and makes both durable.
async function writeGroup(segment: OpenSegment, blocks: readonly WrittenBlock[]): Promise<void> {
  let dataCrc = 0;
  let bytes = 0;
  let rows = 0;
  for (const block of blocks) {
    dataCrc = crc32(block.bytes, dataCrc);
    bytes += block.bytes.byteLength;
    rows += block.rows;
  }
  segment.written = { bytes, rows };
  const record = encodeCommit({ endOffset: segment.bytes + bytes, rows, dataCrc });
  // The checksum in the record makes the order of the two writes irrelevant to recovery. Both
  // must have settled before a failed segment may be cut back.
  const results = await Promise.allSettled([
    writeBlocks(segment.data, segment.bytes, blocks).then(() => segment.data.sync()),
    segment.commits.write(record, segment.groups * commitBytes).then(() => segment.commits.sync()),
  ]);
  for (const result of results) if (result.status === "rejected") throw result.reason;
}

async function writeBlocks(
  file: SegmentFile,
  start: number,
  blocks: readonly WrittenBlock[],
): Promise<void> {
  let position = start;
  for (const { bytes } of blocks) {
    await file.write(bytes, position);
    position += bytes.byteLength;
  }
}
