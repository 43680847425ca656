import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { LoadPlan, LoadResult } from "./send-load.ts";
import type { BenchSignal } from "./shop-traffic.ts";

function runChild(file: string, args: readonly string[]): Promise<string> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${file} ended with ${code}.`));
    });
  });
}

/** Runs the load generator in its own process to its end. */
export async function sendLoad(plan: LoadPlan): Promise<LoadResult> {
  return JSON.parse(await runChild("send-load.ts", [JSON.stringify(plan)]));
}

/** Rows per second that the engine alone loads from ready-made Native files. */
export async function measureCeiling(signal: BenchSignal, rows: number): Promise<number> {
  const result: { rowsPerSecond: number } = JSON.parse(
    await runChild("load-ceiling.ts", [signal, String(rows)]),
  );
  return result.rowsPerSecond;
}

/** Rows per second and core that decoding alone makes, by signal. */
export async function measureDecoding(seconds: number): Promise<Record<BenchSignal, number>> {
  const output = await runChild("../decode.ts", [String(seconds)]);
  const { results }: { results: Record<string, { rowsPerSecond: number }> } = JSON.parse(
    output.trim().split("\n").at(-1) ?? "{}",
  );
  const of = (signal: string): number => results[signal]?.rowsPerSecond ?? 0;
  return { spans: of("traces"), logs: of("logs"), points: of("metrics") };
}
