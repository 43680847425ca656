import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { eventually } from "../../harness/eventually.ts";
import { createSeededRandom } from "../../harness/seeded-random.ts";

/** Kills in each test: a few with all the other tests, more on request. */
export const faultRounds = Number(process.env["HEADROOM_FAULT_ROUNDS"] ?? 3);

/** Every row of a numbered load is a series of its own, and far more come than a metric may have. */
export const withoutSeriesLimits = {
  HEADROOM_MAX_SERIES_PER_METRIC: "0",
  HEADROOM_MAX_SERIES_PER_SERVICE: "0",
};

/** Whether the long form runs, with minutes where the short one has seconds. */
export const isLongForm = faultRounds >= 20;

/** Randomness of one test; its seed is printed, and given back by HEADROOM_FAULT_SEED. */
export function createFaultRandom(test: string): () => number {
  const seed = Number(process.env["HEADROOM_FAULT_SEED"] ?? Date.now() % 1_000_000);
  report(`${test}: seed ${seed}, ${faultRounds} rounds`);
  return createSeededRandom(seed);
}

/** Prints a figure of a fault test. */
export function report(text: string): void {
  process.stdout.write(`  ${text}\n`);
}

/** Names of the segments below a spool directory that wait for loading; quarantine apart. */
export async function listWaitingSegments(spoolDirectory: string): Promise<string[]> {
  const found = await readdir(spoolDirectory, { recursive: true });
  return found.filter((name) => name.endsWith(".native") && !name.startsWith("quarantine"));
}

/** Resolves when nothing below a spool directory waits for loading. */
export async function waitUntilLoaded(spoolDirectory: string, limitMs: number): Promise<void> {
  await eventually(
    "the spool is empty",
    async () => ((await listWaitingSegments(spoolDirectory)).length === 0 ? true : undefined),
    limitMs,
  );
}

/** The spool of a product. */
export function spoolOf(dataDirectory: string): string {
  return join(dataDirectory, "spool");
}
