import { describe, expect, it } from "vitest";
import { BackupTasks, type MakeBackup } from "./backup-tasks.ts";
import type { Destination } from "./destination.ts";
import type { Manifest } from "./manifest.ts";

const to: Destination = { kind: "directory", path: "/backups/one" };
const manifest: Manifest = {
  format: 1,
  product: "0.1.0",
  startedAt: "2026-01-31T12:00:00.000Z",
  finishedAt: "2026-01-31T12:00:09.000Z",
  recoveryPoint: "2026-01-31T12:00:01.000Z",
  loadPauseMs: 12,
  base: null,
  telemetry: {
    schemaVersion: 5,
    database: "default",
    tables: ["spans"],
    views: [],
    contents: [{ table: "spans", rows: 2, bytes: 10 }],
  },
  metadata: { migration: "0006-key-quotas", tables: [], sequences: [] },
  files: [],
};

/** Backups that end when the test says so. */
function createTasks() {
  const ends: PromiseWithResolvers<Manifest>[] = [];
  const make: MakeBackup = ({ onStep, signal }) => {
    const end = Promise.withResolvers<Manifest>();
    ends.push(end);
    onStep("Copying");
    signal.addEventListener("abort", () => end.reject(signal.reason));
    return end.promise;
  };
  return { tasks: new BackupTasks(make, () => Date.UTC(2026, 0, 31, 12)), ends };
}

describe("BackupTasks", () => {
  it("runs one at a time and remembers how each ended", async () => {
    const { tasks, ends } = createTasks();
    const first = tasks.start(to, undefined);
    expect(tasks.get(first.id)).toMatchObject({ state: "running", step: "Copying" });
    expect(() => tasks.start(to, undefined)).toThrow(/is running since/);
    ends[0]?.resolve(manifest);
    await tasks.idle();
    expect(tasks.get(first.id)).toMatchObject({
      state: "done",
      recoveryPoint: manifest.recoveryPoint,
      rows: 2,
      bytes: 10,
    });
    const second = tasks.start(to, undefined);
    ends[1]?.reject(new Error("No space left on device"));
    await tasks.idle();
    expect(tasks.get(second.id)).toMatchObject({
      state: "failed",
      error: "No space left on device",
    });
    expect(tasks.list().map((each) => each.id)).toEqual([second.id, first.id]);
    expect(() => tasks.get("other")).toThrow(/no such backup/);
  });

  it("gives a running backup up when it is closed", async () => {
    const { tasks } = createTasks();
    const { id } = tasks.start(to, undefined);
    await tasks.close();
    expect(tasks.get(id)).toMatchObject({
      state: "failed",
      error: expect.stringMatching(/was stopped/),
    });
  });
});
