import { open } from "node:fs/promises";
import { join } from "node:path";
import type { TelemetryTable } from "@headroom/otlp";

/** A file of whole Native blocks of one table that nothing is appended to any more. */
export interface Segment {
  /** Unique for ever; also the insert deduplication token. */
  readonly id: string;
  readonly table: TelemetryTable;
  /** Absolute path of the Native file. */
  readonly path: string;
  /** No row of it was acknowledged before this time, ms. */
  readonly openedMs: number;
  readonly bytes: number;
  readonly rows: number;
}

/** What the spool needs of an open file. */
export interface SegmentFile {
  write(data: Uint8Array, position: number): Promise<void>;
  /** Returns when everything written is on the disk. */
  sync(): Promise<void>;
  truncate(bytes: number): Promise<void>;
  close(): Promise<void>;
}

/** Creates a new file; fails when it exists. */
export async function createSegmentFile(path: string): Promise<SegmentFile> {
  const handle = await open(path, "wx");
  return {
    async write(data, position) {
      let written = 0;
      while (written < data.byteLength) {
        const length = data.byteLength - written;
        const result = await handle.write(data, written, length, position + written);
        written += result.bytesWritten;
      }
    },
    sync: () => handle.datasync(),
    truncate: async (bytes) => {
      await handle.truncate(bytes);
      await handle.sync();
    },
    close: () => handle.close(),
  };
}

/** Makes the names in a directory durable. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** `<table>-<openedMs>-<nonce>`: sorts by age and tells recovery when the segment was opened. */
export function segmentId(table: TelemetryTable, openedMs: number, nonce: string): string {
  return `${table}-${String(openedMs).padStart(14, "0")}-${nonce}`;
}

/** The opening time in a segment id, ms; undefined when the name is not one of ours. */
export function openedMsOf(id: string): number | undefined {
  const match = /-(\d{14})-[0-9a-f]+$/.exec(id);
  return match ? Number(match[1]) : undefined;
}

/** Paths of the data file and of its commit log. */
export function segmentPaths(directory: string, id: string): { data: string; commits: string } {
  return { data: join(directory, `${id}.native`), commits: join(directory, `${id}.commits`) };
}
