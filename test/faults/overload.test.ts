import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startProduct, type Product } from "../harness/product.ts";
import { sendSpans } from "../harness/send-spans.ts";
import { isLongForm, report } from "./load/fault-form.ts";
import type { OpenLoopPlan, OpenLoopResult } from "./load/open-loop.ts";

const measureSeconds = isLongForm ? 10 : 3;
const overloadSeconds = isLongForm ? 20 : 5;
const RECOVERY_MS = 5_000;
/** Far above what is measured: the machine of a test may be busy. */
const MOST_MEMORY_BYTES = 3 * 1024 ** 3;

let product: Product;

beforeAll(async () => {
  product = await startProduct();
});

afterAll(() => product.dispose());

async function send(plan: Omit<OpenLoopPlan, "otlpHttpUrl">): Promise<OpenLoopResult> {
  const script = fileURLToPath(new URL("./load/open-loop.ts", import.meta.url));
  const argument = JSON.stringify({ ...plan, otlpHttpUrl: product.otlpHttpUrl });
  const child = spawn(process.execPath, [script, argument], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  await once(child, "close");
  return JSON.parse(output);
}

/** Memory that the server has taken at most, bytes (Linux). */
async function readPeakMemory(): Promise<number> {
  const status = await readFile(`/proc/${product.pid()}/status`, "utf8").catch(() => "");
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1_024;
}

it("at twice what it can take it sheds with Retry-After, stays bounded, and recovers in seconds", async () => {
  const capacity = await send({
    seconds: measureSeconds,
    requestsPerSecond: null,
    connections: 32,
  });
  const perSecond = capacity.acknowledged / measureSeconds;
  report(
    `capacity, roughly: ${Math.round(perSecond)} requests/s of 500 spans, p99 ${capacity.acknowledgedMs.p99} ms`,
  );
  const over = await send({
    seconds: overloadSeconds,
    requestsPerSecond: perSecond * 2,
    connections: 1_000,
  });
  const peakBytes = await readPeakMemory();
  const { acknowledgedMs, shedMs } = over;
  report(
    `offered ${Math.round(perSecond * 2)}/s for ${overloadSeconds} s: ${over.acknowledged} acknowledged (p50 ${acknowledgedMs.p50} ms, p99 ${acknowledgedMs.p99} ms, max ${acknowledgedMs.max} ms), ${over.shed} shed (p50 ${shedMs.p50} ms, p99 ${shedMs.p99} ms), ${over.held} held back, sent late by p99 ${over.lateMs.p99} ms, failed ${JSON.stringify(over.failed)}, peak ${Math.round(peakBytes / 1e6)} MB`,
  );
  expect(over.acknowledged).toBeGreaterThan(0);
  expect(over.failed).toEqual({});
  expect(peakBytes).toBeLessThan(MOST_MEMORY_BYTES);
  await delay(RECOVERY_MS);
  const startedMs = performance.now();
  await sendSpans(product.otlpHttpUrl, { service: "after", count: 1 });
  report(
    `${RECOVERY_MS} ms later: acknowledged in ${Math.round(performance.now() - startedMs)} ms`,
  );
});
