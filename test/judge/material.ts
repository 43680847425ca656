import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const root = path.resolve(import.meta.dirname, "../../../shared/judging");

/** Returns the folder of data sets and scorers beside the project, or undefined where there is none. */
export function findMaterial(): string | undefined {
  return existsSync(path.join(root, "scorers")) ? root : undefined;
}

/** Returns the path of a data set. */
export const dataPath = (...parts: string[]): string => path.join(root, "data", ...parts);

/** Loads a scorer; the caller names the functions it exports. */
export async function loadScorer<Scorer>(name: string): Promise<Scorer> {
  return (await import(pathToFileURL(path.join(root, "scorers", `${name}.mjs`)).href)) as Scorer;
}
