import { statfs } from "node:fs/promises";
import { z } from "zod";
import type { QueryRunner } from "../driver/query-runner.ts";
import { countField } from "./row-fields.ts";

/** A disk that telemetry is kept on. Full is when nothing is free for this process. */
export interface StoreDisk {
  readonly name: string;
  /** What this process could use of it were it empty of other files. */
  readonly totalBytes: number;
  readonly freeBytes: number;
}

const diskRow = z.object({ name: z.string(), total: countField, free: countField });

/**
 * The disks of the store: with `dataDirectory` the file system that holds it, otherwise those of
 * the ClickHouse server that hold tables. ClickHouse counts blocks that a file system reserves for
 * root as used.
 */
export async function readDisks(
  runner: QueryRunner,
  dataDirectory: string | undefined,
): Promise<StoreDisk[]> {
  if (dataDirectory !== undefined) return [await measureFileSystem("data", dataDirectory)];
  const rows = await runner.run({
    name: "storage.disks",
    sql: `SELECT name, total_space AS total, unreserved_space AS free FROM system.disks
WHERE name IN (SELECT disk_name FROM system.parts WHERE active AND database = currentDatabase())
ORDER BY name LIMIT 100`,
    parameters: {},
    row: diskRow,
  });
  return rows.map(({ name, total, free }) => ({ name, totalBytes: total, freeBytes: free }));
}

/**
 * The file system that holds a directory, called `name`. Blocks that are reserved for root count
 * neither as used nor as free, as in `df`. Throws what the file system throws.
 */
export async function measureFileSystem(name: string, directory: string): Promise<StoreDisk> {
  const { bsize, blocks, bfree, bavail } = await statfs(directory);
  const freeBytes = bavail * bsize;
  return { name, totalBytes: (blocks - bfree) * bsize + freeBytes, freeBytes };
}
