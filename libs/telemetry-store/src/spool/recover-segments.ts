import { open, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import type { TelemetryTable } from "@headroom/otlp";
import { commitBytes, decodeCommitLog } from "./commit-log.ts";
import { openedMsOf, segmentPaths, syncDirectory } from "./segment.ts";
import type { Commit, CommitLog } from "./commit-log.ts";
import type { Segment } from "./segment.ts";

const readChunkBytes = 4 * 1024 * 1024;

/** What is left of the commits of a segment. */
interface Intact {
  /** Leading commits whose bytes are on the disk as they were acknowledged. */
  readonly count: number;
  /** How the next one is broken: its bytes differ, or end too early. */
  readonly next: "altered" | "cut" | undefined;
}

async function findIntactCommits(path: string, commits: readonly Commit[]): Promise<Intact> {
  const handle = await open(path, "r");
  const chunk = new Uint8Array(readChunkBytes);
  try {
    let position = 0;
    for (const [count, commit] of commits.entries()) {
      let crc = 0;
      while (position < commit.endOffset) {
        const wanted = Math.min(readChunkBytes, commit.endOffset - position);
        const { bytesRead } = await handle.read(chunk, 0, wanted, position);
        if (bytesRead === 0) return { count, next: "cut" };
        crc = crc32(chunk.subarray(0, bytesRead), crc);
        position += bytesRead;
      }
      if (crc !== commit.dataCrc) return { count, next: "altered" };
    }
    return { count: commits.length, next: undefined };
  } finally {
    await handle.close();
  }
}

/**
 * Whether the disk lost or changed bytes that had been acknowledged. A group is acknowledged
 * before the next one begins, and a sealed segment as a whole: what the end of the process tears
 * is the last group of a segment that is not sealed, and it is cut short, not altered.
 */
function isDamaged({ commits, isSealed, hasGap }: CommitLog, { count, next }: Intact): boolean {
  if (hasGap) return true;
  return next !== undefined && (isSealed || count < commits.length - 1 || next === "altered");
}

// Copies what follows the intact bytes of a segment to the quarantine.
async function setRestAside(path: string, from: number, quarantine: string, id: string) {
  const source = await open(path, "r");
  const target = await open(segmentPaths(quarantine, id).data, "w");
  const chunk = new Uint8Array(readChunkBytes);
  try {
    for (let position = from; ;) {
      const { bytesRead } = await source.read(chunk, 0, readChunkBytes, position);
      if (bytesRead === 0) break;
      await target.writeFile(chunk.subarray(0, bytesRead));
      position += bytesRead;
    }
    await target.sync();
  } finally {
    await source.close();
    await target.close();
  }
  const reason = `The disk lost or changed bytes of segment ${id} that had been acknowledged. What comes after the last intact bytes is in quarantine; what comes before is loaded.`;
  await writeFile(join(quarantine, `${id}.reason.txt`), `${reason}\n`);
  await syncDirectory(quarantine);
  return reason;
}

async function readLog(path: string): Promise<CommitLog> {
  try {
    return decodeCommitLog(await readFile(path));
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "ENOENT")) throw cause;
    return decodeCommitLog(new Uint8Array(0));
  }
}

/** Where damaged bytes go, and who is told. */
export interface DamageOptions {
  readonly quarantineDirectory: string;
  readonly onProblem: (problem: string) => void;
}

async function recoverSegment(
  table: TelemetryTable,
  directory: string,
  id: string,
  openedMs: number,
  { quarantineDirectory, onProblem }: DamageOptions,
): Promise<Segment | undefined> {
  const paths = segmentPaths(directory, id);
  const log = await readLog(paths.commits);
  const found = await findIntactCommits(paths.data, log.commits);
  const intact = log.commits.slice(0, found.count);
  const bytes = intact.at(-1)?.endOffset ?? 0;
  if (isDamaged(log, found)) {
    onProblem(await setRestAside(paths.data, bytes, quarantineDirectory, id));
  }
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
 * its last intact commit and returned, oldest first; empty ones are removed. Where acknowledged
 * bytes are damaged, a copy of the rest goes to the quarantine first. A segment that was already loaded is returned too, its token makes loading it again harmless.
 */
export async function recoverSegments(
  table: TelemetryTable,
  directory: string,
  damage: DamageOptions,
): Promise<Segment[]> {
  const names = await readdir(directory);
  const ids = names.filter((name) => name.endsWith(".native")).map((name) => name.slice(0, -7));
  const known = new Set(ids);
  const segments: Segment[] = [];
  for (const id of ids.sort()) {
    const openedMs = openedMsOf(id);
    if (openedMs === undefined) continue;
    const segment = await recoverSegment(table, directory, id, openedMs, damage);
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
