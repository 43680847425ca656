import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { BackupError } from "./destination.ts";
import type { BackupFile } from "./manifest.ts";

/** Paths of all files below a directory, relative to it, sorted. */
export async function listFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .toSorted();
}

/** Size and SHA-256 of a file below a directory. */
export async function describeFile(directory: string, path: string): Promise<BackupFile> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(join(directory, path), {
    highWaterMark: 256 * 1024,
  }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.byteLength;
  }
  return { path, bytes, sha256: hash.digest("hex") };
}

/** Size and SHA-256 of every file below a directory. */
export async function describeFiles(
  directory: string,
  paths: readonly string[],
): Promise<BackupFile[]> {
  const described: BackupFile[] = [];
  for (const path of paths) described.push(await describeFile(directory, path));
  return described;
}

/** @throws BackupError at the first file that is missing or not as it was written */
export async function verifyFiles(directory: string, files: readonly BackupFile[]): Promise<void> {
  for (const file of files) {
    const present = await stat(join(directory, file.path)).catch(() => undefined);
    if (present === undefined) throw damagedFile(file.path, "is missing");
    if (present.size !== file.bytes) throw damagedFile(file.path, "has another size");
  }
  for (const file of files) {
    const found = await describeFile(directory, file.path);
    if (found.sha256 !== file.sha256) throw damagedFile(file.path, "has changed since");
  }
}

function damagedFile(path: string, problem: string): BackupError {
  return new BackupError(
    `The backup is damaged: ${path} ${problem}. Nothing was restored. Use another backup.`,
  );
}
