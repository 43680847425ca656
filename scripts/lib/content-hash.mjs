import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cacheDirectory, root } from "./paths.mjs";

const ignored = new Set(["node_modules", "dist", ".next", ".cache", ".headroom", ".git"]);

/**
 * Every file at or below a path, in a stable order; generated folders are left out.
 * @param {string} start Absolute path; a missing one yields nothing.
 * @returns {string[]}
 */
export function listFiles(start) {
  const stat = statSync(start, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (stat.isFile()) return [start];
  return readdirSync(start, { withFileTypes: true })
    .filter((entry) => !ignored.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const full = path.join(start, entry.name);
      return entry.isDirectory() ? listFiles(full) : entry.isFile() ? [full] : [];
    });
}

/**
 * SHA-256 over names and contents of the files below the given paths.
 * @param {readonly string[]} inputs Paths relative to the root.
 * @param {(file: string) => boolean} [matters] Leaves files out, by path relative to the root.
 */
export function hashContent(inputs, matters = () => true) {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
  for (const file of inputs.flatMap((input) => listFiles(path.join(root, input)))) {
    const name = path.relative(root, file);
    if (!matters(name)) continue;
    const content = readFileSync(file);
    hash.update(`${name}\n${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}

/**
 * True when the stamp of that name holds this hash.
 * @param {string} name
 * @param {string} hash
 */
export function matchesStamp(name, hash) {
  const file = path.join(cacheDirectory, `${name}.stamp`);
  return statSync(file, { throwIfNoEntry: false }) !== undefined
    ? readFileSync(file, "utf8") === hash
    : false;
}

/**
 * @param {string} name
 * @param {string} hash
 */
export function writeStamp(name, hash) {
  mkdirSync(cacheDirectory, { recursive: true });
  writeFileSync(path.join(cacheDirectory, `${name}.stamp`), hash);
}
