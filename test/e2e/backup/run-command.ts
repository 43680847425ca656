import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Product } from "../../harness/product.ts";

const entry = fileURLToPath(
  new URL("../../../apps/server/dist/backup/command.mjs", import.meta.url),
);

/** How a command ended and what it printed. */
export interface CommandEnd {
  readonly code: number | null;
  readonly text: string;
  readonly durationMs: number;
}

/** Runs what `npm run backup` and `npm run restore` run, to its end. */
export async function runCommand(
  settings: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<CommandEnd> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, [entry, ...args], {
    env: { PATH: process.env["PATH"], ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  await once(child, "close");
  return { code: child.exitCode, text, durationMs: performance.now() - startedMs };
}

/** The settings by which a command finds a product. */
export function settingsOf(product: Product): Record<string, string> {
  return {
    HEADROOM_DATA_DIR: product.dataDirectory,
    HEADROOM_API_PORT: new URL(product.apiUrl).port,
  };
}
