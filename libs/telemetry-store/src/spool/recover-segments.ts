import { open, readdir, readFile, rm, truncate } from "node:fs/promises";
import { crc32 } from "node:zlib";
import type { TelemetryTable } from "@headroom/otlp";
import { commitBytes, decodeCommits } from "./commit-log.ts";
import { openedMsOf, segmentPaths, syncDirectory } from "./segment.ts";
import type { Commit } from "./commit-log.ts";
import type { Segment } from "./segment.ts";

const readChunkBytes = 4 * 1024 * 1024;

// Counts the leading commits whose bytes are on the disk as they were acknowledged.
async function countIntactCommits(path: string, commits: readonly Commit[]): Promise<number> {
  const handle = await open(path, "r");
  const chunk = new Uint8Array(readChunkBytes);
  try {
    let position = 0;
    for (const [index, commit] of commits.entries()) {
      let crc = 0;
      while (position < commit.endOffset) {
        const wanted = Math.min(readChunkBytes, commit.endOffset - position);
        const { bytesRead } = await handle.read(chunk, 0, wanted, position);
        if (bytesRead === 0) return index;
        crc = crc32(chunk.subarray(0, bytesRead), crc);
        position += bytesRead;
      }
      if (crc !== commit.dataCrc) return index;
    }
    return commits.length;
  } finally {
    await handle.close();
  }
}

async function recoverSegment(
  table: TelemetryTable,
  directory: string,
  id: string,
  openedMs: number,
): Promise<Segment | undefined> {
  const paths = segmentPaths(directory, id);
  let log: Uint8Array = new Uint8Array(0);
  try {
    log = await readFile(paths.commits);
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "ENOENT")) throw cause;
  }
  const commits = decodeCommits(log);
  const intact = commits.slice(0, await countIntactCommits(paths.data, commits));
  const bytes = intact.at(-1)?.endOffset ?? 0;
  if (bytes === 0) {
    await Promise.all([rm(paths.data, { force: true }), rm(paths.commits, { force: true })]);
    return undefined;
  }
  await truncate(paths.data, bytes);
  await truncate(paths.commits, intact.length * commitBytes);
  const rows = intact.reduce((sum, commit) => sum + commit.rows, 0);
  return { id, table, path: paths.data, openedMs, bytes, rows };
}

/**
 * Reads what an earlier process left in a table's spool directory: every segment is cut back to
 * its last intact commit and returned, oldest first; empty ones are removed. A segment that was
 * already loaded is returned too, its token makes loading it again harmless.
 */
export async function recoverSegments(
  table: TelemetryTable,
  directory: string,
): Promise<Segment[]> {
  const names = await readdir(directory);
  const ids = names.filter((name) => name.endsWith(".native")).map((name) => name.slice(0, -7));
  const known = new Set(ids);
  const segments: Segment[] = [];
  for (const id of ids.sort()) {
    const openedMs = openedMsOf(id);
    if (openedMs === undefined) continue;
    const segment = await recoverSegment(table, directory, id, openedMs);
    if (segment) segments.push(segment);
  }
  for (const name of names) {
    if (name.endsWith(".commits") && !known.has(name.slice(0, -8))) {
      await rm(segmentPaths(directory, name.slice(0, -8)).commits, { force: true });
    }
  }
  await syncDirectory(directory);
  return segments.sort((a, b) => a.openedMs - b.openedMs);
}
