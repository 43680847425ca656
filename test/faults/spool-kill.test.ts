import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openTelemetryStore } from "@headroom/telemetry-store";
import type { TelemetryStore } from "@headroom/telemetry-store";
import { afterAll, beforeAll, expect, it } from "vitest";

const rowsPerBatch = 20;
// Batches to acknowledge before each kill: from the first commit to the middle of many loads.
const acknowledgedBeforeKill = [1, 9, 30, 75, 140, 60];
const timeMs = Math.floor(Date.now() / 60_000) * 60_000 - 3_600_000;
const window = { fromMs: timeMs - 60_000, toMs: timeMs + 60_000 };

let directory = "";
const acknowledged = new Set<string>();

async function writeAndKill(round: number, kills: number): Promise<void> {
  const script = fileURLToPath(new URL("./spool-kill-writer.ts", import.meta.url));
  const options = [join(directory, "data"), join(directory, "spool")];
  const child = fork(script, [...options, String(round * 10_000), String(timeMs)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  let count = 0;
  child.on("message", (message: { batch: number }) => {
    acknowledged.add(`batch-${message.batch}`);
    count += 1;
    if (count === kills) child.kill("SIGKILL");
  });
  const [, signal] = await ended;
  expect(signal).toBe("SIGKILL");
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "headroom-kill-"));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

async function openAgain(): Promise<TelemetryStore> {
  const store = await openTelemetryStore({
    kind: "embedded",
    directory: join(directory, "data"),
    spoolDirectory: join(directory, "spool"),
    maxMemoryBytes: 1024 ** 3,
  });
  expect(await store.drain(60_000)).toBe(true);
  return store;
}

it("holds every acknowledged row exactly once after six kills, roll-ups included", async () => {
  for (const [round, kills] of acknowledgedBeforeKill.entries()) await writeAndKill(round, kills);
  const store = await openAgain();
  try {
    const { queries } = store;
    const logs = await queries.countLogs({ ...window, groupBy: ["batch"] });
    const calls = await queries.aggregateRed({
      ...window,
      measure: "rate",
      groupBy: ["operation"],
    });
    expect(logs.truncated || calls.truncated).toBe(false);
    const logRows = new Map(logs.groups.map((group) => [group.labels["batch"], group.samples]));
    const callRows = new Map(
      calls.groups.map((group) => [group.labels["operation"], group.samples]),
    );
    for (const batch of acknowledged) {
      expect(logRows.get(batch), `log records of ${batch}`).toBe(rowsPerBatch);
      expect(callRows.get(batch), `rolled-up calls of ${batch}`).toBe(rowsPerBatch);
    }
    // What was written but not acknowledged may be there, yet whole and once.
    for (const rows of [...logRows.values(), ...callRows.values()]) expect(rows).toBe(rowsPerBatch);
    const arrival = await queries.recentArrival();
    const rowsOf = (signal: string): number | undefined =>
      arrival.find((entry) => entry.signal === signal)?.rows;
    expect(rowsOf("traces")).toBe(callRows.size * rowsPerBatch);
    expect(rowsOf("logs")).toBe(logRows.size * rowsPerBatch);
    const histogram = await queries.logHistogram({ ...window, stepMs: 60_000 });
    const rolledUp = histogram.points.reduce((sum, point) => sum + point.info, 0);
    expect(rolledUp).toBe(logRows.size * rowsPerBatch);
    expect(store.state().spool.quarantinedSegments).toBe(0);
  } finally {
    await store.close();
  }
});

it("refuses a data directory that another process holds, and a spool likewise", async () => {
  const store = await openAgain();
  try {
    const again = openTelemetryStore({
      kind: "server",
      url: "http://127.0.0.1:9",
      spoolDirectory: join(directory, "spool"),
    });
    await expect(again).rejects.toMatchObject({ code: "store_unavailable" });
    const second = openTelemetryStore({
      kind: "embedded",
      directory: join(directory, "data"),
      spoolDirectory: join(directory, "other-spool"),
      maxMemoryBytes: 1024 ** 3,
    });
    await expect(second).rejects.toMatchObject({ code: "directory_in_use" });
  } finally {
    await store.close();
  }
});
