import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  MetadataStoreError,
  openMetadataStore,
  type MetadataStore,
} from "@headroom/metadata-store";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let directory: string;
const stores: MetadataStore[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "headroom-embedded-"));
});

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
      await open();
    }
  }
  for (const store of stores.splice(0)) await store.close();
  await rm(directory, { recursive: true, force: true });
});

async function open(onProblem: (problem: Error) => void = () => undefined): Promise<MetadataStore> {
  const store = await openMetadataStore({ kind: "embedded", directory, onProblem });
  stores.push(store);
  return store;
}

/** A process that owns the directory. Resolves when its store is open. */
async function startOwner(): Promise<{ child: ChildProcess; connectionString: string }> {
  const child = spawn(
    process.execPath,
    [new URL("metadata-owner.mjs", import.meta.url).pathname, directory],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  children.push(child);
  const [line] = (await once(child.stdout ?? child, "data")) as [Buffer];
  return { child, connectionString: line.toString().trim() };
}

async function serverPid(): Promise<number> {
  const text = await readFile(join(directory, "postgres/data/postmaster.pid"), "utf8");
  return Number.parseInt(text, 10);
}

describe("the embedded PostgreSQL", () => {
  it("adopts the server that a killed process left running, with all that was written", async () => {
    const { child, connectionString } = await startOwner();
    const pid = await serverPid();
    child.kill("SIGKILL");
    await once(child, "exit");
    const store = await open();
    expect(await serverPid()).toBe(pid);
    expect(store.connectionString).toBe(connectionString);
    expect(await store.settings.get("written")).toBe(child.pid);
    await store.close();
    await expect(serverPid()).rejects.toThrow("ENOENT");
  });

  it("refuses a directory that another live process owns, and names it", async () => {
    const { child } = await startOwner();
    await expect(open()).rejects.toMatchObject({
      code: "directory_in_use",
      message: expect.stringContaining(`pid ${child.pid}`),
    });
    expect(child.exitCode).toBeNull();
  });

  it("lets one of two starters have a new directory", async () => {
    const results = await Promise.allSettled([open(), open()]);
    expect(results.filter((each) => each.status === "fulfilled")).toHaveLength(1);
    const lost = results.find((each) => each.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "directory_in_use" });
  });

  it("starts again after the server itself was killed, on the same address", async () => {
    const problems: Error[] = [];
    const back = Promise.withResolvers<void>();
    const store = await open((problem) => {
      problems.push(problem);
      if (problem instanceof MetadataStoreError) back.resolve();
    });
    await store.settings.set({ key: "kept", value: 1, nowMs: 0 });
    const pid = await serverPid();
    process.kill(pid, "SIGKILL");
    await back.promise;
    const value = await untilAvailable(() => store.settings.get("kept"));
    expect(value).toBe(1);
    expect(await serverPid()).not.toBe(pid);
    expect(problems.length).toBeGreaterThan(0);
  });

  it("starts although the pid file names a process that is something else", async () => {
    const store = await open();
    await store.close();
    const pidFile = join(directory, "postgres/data/postmaster.pid");
    await writeFile(pidFile, `${process.pid}\n${directory}\n0\n5432\n\n127.0.0.1\n`);
    await chmod(pidFile, 0o644);
    await expect((await open()).ping()).resolves.toBeUndefined();
  });

  it("keeps the password in a file that only its owner reads", async () => {
    const store = await open();
    const file = join(directory, "postgres/password");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const password = new URL(store.connectionString).password;
    expect((await readFile(file, "utf8")).trim()).toBe(password);
    expect(password.length).toBeGreaterThanOrEqual(32);
  });

  it("says so when the directory cannot be written", async () => {
    await mkdir(join(directory, "file-parent"));
    const file = join(directory, "file-parent/file");
    await writeFile(file, "");
    await expect(
      openMetadataStore({ kind: "embedded", directory: join(file, "below") }),
    ).rejects.toMatchObject({ code: "directory_unwritable" });
  });
});

describe("a PostgreSQL server", () => {
  it("is brought to the present schema once by processes that start together", async () => {
    const { connectionString } = await open();
    const empty = new URL(connectionString);
    empty.pathname = "/postgres";
    const together = await Promise.all(
      Array.from({ length: 3 }, () => openMetadataStore({ kind: "server", url: empty.href })),
    );
    stores.unshift(...together);
    const [first, second] = together;
    await first?.settings.set({ key: "shared", value: true, nowMs: 0 });
    expect(await second?.settings.get("shared")).toBe(true);
  });

  it("is reported as unavailable when nobody listens", async () => {
    await expect(
      openMetadataStore({ kind: "server", url: "postgres://u:p@127.0.0.1:1/none" }),
    ).rejects.toMatchObject({ code: "unavailable" });
    await expect(
      openMetadataStore({ kind: "server", url: "mysql://u:p@127.0.0.1/none" }),
    ).rejects.toMatchObject({ code: "start_failed" });
  });
});

async function untilAvailable<T>(read: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof MetadataStoreError) || error.code !== "unavailable") throw error;
    }
  }
}
