import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openTelemetryStore } from "@headroom/telemetry-store";
import { afterAll, beforeAll, expect, it } from "vitest";

const blocks = 400;
const rows = blocks * 1_000;
const timeMs = Math.floor(Date.now() / 60_000) * 60_000 - 3_600_000;
let directory = "";

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "headroom-large-"));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

async function runUntilKilled(mode: "fill" | "load", amount: number): Promise<void> {
  const script = fileURLToPath(new URL("./spool-large-writer.ts", import.meta.url));
  const places = [join(directory, "data"), join(directory, "spool"), String(timeMs)];
  const child = fork(script, [...places, mode, String(amount)]);
  const [, signal] = await once(child, "exit");
  expect(signal).toBe("SIGKILL");
}

it("loads a segment of many insert blocks once although each try but the last is killed", async () => {
  await runUntilKilled("fill", blocks);
  for (const visibleRows of [1, 70_000, 200_000, rows - 70_000]) {
    await runUntilKilled("load", visibleRows);
  }
  const store = await openTelemetryStore({
    kind: "embedded",
    directory: join(directory, "data"),
    spoolDirectory: join(directory, "spool"),
    maxMemoryBytes: 1024 ** 3,
  });
  try {
    expect(await store.drain(60_000)).toBe(true);
    const [arrival] = await store.queries.recentArrival();
    expect(arrival?.rows).toBe(rows);
    const range = { fromMs: timeMs - 60_000, toMs: timeMs + 120_000 };
    for (const stepMs of [10_000, 60_000]) {
      const red = await store.queries.serviceRed({ ...range, service: "large", stepMs });
      expect(red.points.reduce((sum, point) => sum + point.calls, 0)).toBe(rows);
    }
    const old = { fromMs: timeMs - 40 * 86_400_000, toMs: range.toMs };
    const minutes = await store.queries.serviceRed({ ...old, service: "large", stepMs: 60_000 });
    expect(minutes.points.reduce((sum, point) => sum + point.calls, 0)).toBe(rows);
  } finally {
    await store.close();
  }
});
