import path from "node:path";
import { fileURLToPath } from "node:url";

/** The project's root directory. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Stamps and reports; safe to delete. */
export const cacheDirectory = path.join(root, ".cache");

/** The Node.js that the install step brings; everything but these scripts runs on it. */
export const pinnedNode = path.join(root, "node_modules/node/bin/node");

/**
 * An absolute path below the project's root.
 * @param {...string} parts
 */
export function fromRoot(...parts) {
  return path.join(root, ...parts);
}
