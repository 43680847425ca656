import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { commitBytes } from "./commit-log.ts";
import { createSegmentFile } from "./segment.ts";
import type { Segment, SegmentFile } from "./segment.ts";
import { openSpool } from "./spool.ts";
import type { Spool, SpoolOptions } from "./spool.ts";

let root = "";
let opened: Spool[] = [];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "headroom-disk-"));
  opened = [];
});

afterEach(async () => {
  for (const spool of opened) await spool.close();
  await rm(root, { recursive: true, force: true });
});

const problems: string[] = [];

async function start(options: Partial<SpoolOptions> = {}, name = "a"): Promise<Spool> {
  problems.length = 0;
  const spool = await openSpool({
    directory: join(root, name),
    segmentMaxAgeMs: 3_600_000,
    onProblem: (problem) => problems.push(problem),
    ...options,
  });
  opened.push(spool);
  return spool;
}

const block = (text: string, table: "logs" | "spans" = "logs") => ({
  table,
  rows: 1,
  bytes: Buffer.from(text),
});

async function readClosed(spool: Spool, table: "logs" | "spans" = "logs"): Promise<string> {
  const texts = spool.closedSegments(table).map((segment) => readFile(segment.path, "utf8"));
  return (await Promise.all(texts)).join("");
}

const failure = (code: string): Error => Object.assign(new Error(`${code}: as wanted`), { code });

type Step = "create" | "write" | "sync" | "truncate";

/** A disk whose steps fail as `fails` says; counts the files that are open. */
function createDisk(fails: (step: Step, path: string) => string | undefined) {
  const disk = { open: 0 };
  const attempt = (step: Step, path: string): void => {
    const code = fails(step, path);
    if (code !== undefined) throw failure(code);
  };
  const createFile = async (path: string): Promise<SegmentFile> => {
    attempt("create", path);
    const file = await createSegmentFile(path);
    disk.open += 1;
    return {
      write: async (data, position) => {
        // A disk that gets full keeps what still fits.
        const code = fails("write", path);
        if (code === undefined) return file.write(data, position);
        await file.write(data.subarray(0, data.byteLength >> 1), position);
        throw failure(code);
      },
      sync: async () => {
        attempt("sync", path);
        await file.sync();
      },
      truncate: async (bytes) => {
        attempt("truncate", path);
        await file.truncate(bytes);
      },
      close: async () => {
        disk.open -= 1;
        await file.close();
      },
    };
  };
  return { disk, createFile };
}

describe("a disk that fails for a while", () => {
  const steps: readonly Step[] = ["create", "write", "sync"];
  const cases = ["ENOSPC", "EIO", "EROFS"].flatMap((code) =>
    steps.flatMap((step) => [".native", ".commits"].map((kind) => [code, step, kind] as const)),
  );

  it.each(cases)(
    "%s in %s of %s: refuses, leaves nothing behind, and works when it is over",
    async (code, step, kind) => {
      let isBroken = false;
      const { disk, createFile } = createDisk((at, path) =>
        isBroken && at === step && path.endsWith(kind) ? code : undefined,
      );
      const spool = await start({ createFile });
      await spool.append([block("before")]);
      isBroken = true;
      // Starting a segment needs a new file.
      if (step === "create") await spool.sealAll();
      const expected = code === "ENOSPC" ? "spool_full" : "spool_unavailable";
      for (let tries = 0; tries < 20; tries++) {
        await expect(spool.append([block("lost")])).rejects.toMatchObject({ code: expected });
      }
      isBroken = false;
      await spool.append([block("after")]);
      await spool.sealAll();
      expect(await readClosed(spool)).toBe("beforeafter");
      expect(spool.state().depthBytes).toBe("beforeafter".length);
      expect(disk.open).toBe(0);
      const names = await readdir(join(root, "a", "logs"));
      expect(names.filter((name) => name.endsWith(".native"))).toHaveLength(2);
    },
  );

  it("in one table alone: nothing of the request is kept in the others", async () => {
    let isBroken = false;
    const { createFile } = createDisk((step, path) =>
      isBroken && step === "sync" && path.includes("spans") ? "EIO" : undefined,
    );
    const spool = await start({ createFile });
    await spool.append([block("l1"), block("s1", "spans")]);
    isBroken = true;
    const refused = spool.append([block("l2"), block("s2", "spans")]);
    await expect(refused).rejects.toMatchObject({ code: "spool_unavailable" });
    await spool.append([block("l3")]);
    isBroken = false;
    await spool.append([block("l4"), block("s4", "spans")]);
    await spool.sealAll();
    expect(await readClosed(spool)).toBe("l1l3l4");
    expect(await readClosed(spool, "spans")).toBe("s1s4");
  });

  it("even for cutting back: the segment comes when it works again, with what was acknowledged", async () => {
    let broken: Step[] = [];
    const { disk, createFile } = createDisk((step) => (broken.includes(step) ? "EIO" : undefined));
    const spool = await start({ createFile });
    await spool.append([block("kept")]);
    broken = ["sync", "truncate"];
    await expect(spool.append([block("lost")])).rejects.toMatchObject({
      code: "spool_unavailable",
    });
    const closed = Promise.withResolvers<void>();
    spool.onSegmentClosed(() => closed.resolve());
    expect(spool.loadedThrough("logs")).toBeLessThan(Date.now() + 1);
    expect(spool.closedSegments("logs")).toHaveLength(0);
    broken = [];
    await closed.promise;
    expect(await readClosed(spool)).toBe("kept");
    expect(problems.some((problem) => problem.includes("cannot be cut back yet"))).toBe(true);
    expect(disk.open).toBe(0);
  });
});

describe("segments that the disk damaged", () => {
  const parts = ["first ", "second ", "third "];

  /** A spool with one segment of three groups, whose files are changed before it is opened again. */
  async function damage(
    change: (paths: { data: string; commits: string }) => Promise<void>,
    isSealed = true,
  ): Promise<Spool> {
    const spool = await start({});
    for (const part of parts) await spool.append([block(part)]);
    if (isSealed) await spool.sealAll();
    await cp(join(root, "a"), join(root, "b"), { recursive: true });
    await rm(join(root, "b", "headroom.lock"), { force: true });
    const directory = join(root, "b", "logs");
    const name = (await readdir(directory)).find((each) => each.endsWith(".native")) ?? "";
    await change({
      data: join(directory, name),
      commits: join(directory, name.replace(".native", ".commits")),
    });
    return start({}, "b");
  }

  async function flipBit(path: string, position: number): Promise<void> {
    const bytes = await readFile(path);
    bytes[position] = (bytes[position] ?? 0) ^ 1;
    await writeFile(path, bytes);
  }

  async function readQuarantine(): Promise<{ bytes: string; reason: string }> {
    const directory = join(root, "b", "quarantine");
    const names = (await readdir(directory)).sort();
    const [data = "", reason = ""] = await Promise.all(
      names.map((name) => readFile(join(directory, name), "utf8")),
    );
    return { bytes: data, reason };
  }

  it.each<[string, boolean, Parameters<typeof damage>[0], string, string]>([
    ["a bit of the first group", true, ({ data }) => flipBit(data, 1), "", "fhrst second third "],
    ["a bit of the second group", true, ({ data }) => flipBit(data, 6), "first ", "recond third "],
    ["a bit in an open segment", false, ({ data }) => flipBit(data, 13), "first second ", "uhird "],
    ["the end of a closed segment", true, ({ data }) => truncate(data, 15), "first second ", "th"],
    ["all of a closed segment", true, ({ data }) => truncate(data, 0), "", ""],
    [
      "a record of the commit log",
      true,
      ({ commits }) => flipBit(commits, commitBytes + 3),
      "first ",
      "second third ",
    ],
  ])("%s: what is intact is kept, the rest set aside, counted and said", async (...given) => {
    const [, isSealed, change, kept, aside] = given;
    const spool = await damage(change, isSealed);
    expect(await readClosed(spool)).toBe(kept);
    const found = await readQuarantine();
    expect(found.bytes).toBe(aside);
    expect(found.reason).toContain("lost or changed bytes");
    expect(problems).toHaveLength(1);
    expect(spool.state()).toMatchObject({
      quarantinedSegments: 1,
      depthBytes: kept.length + found.bytes.length,
    });
    const records = kept === "" ? 0 : kept.split(" ").length - 1;
    const [segment] = spool.closedSegments("logs");
    expect(segment?.rows ?? 0).toBe(records);
  });

  it.each<[string, Parameters<typeof damage>[0], string]>([
    ["data", ({ data }) => truncate(data, 15), "first second "],
    ["the log", ({ commits }) => truncate(commits, 2 * commitBytes + 7), "first second "],
  ])("an open one whose last group is torn in %s is no damage", async (_name, change, kept) => {
    const spool = await damage(change, false);
    expect(await readClosed(spool)).toBe(kept);
    expect(spool.state()).toMatchObject({ quarantinedSegments: 0, depthBytes: kept.length });
    expect(problems).toEqual([]);
  });

  it("is found again as it was left when the process ended while setting it aside", async () => {
    const first = await damage(({ data }) => flipBit(data, 6));
    await first.close();
    const again = await start({}, "b");
    expect(await readClosed(again)).toBe("first ");
    expect(again.state().quarantinedSegments).toBe(1);
    expect(problems).toEqual([]);
  });
});

describe("a clock that is set", () => {
  const hourMs = 3_600_000;

  it.each([
    ["back", -hourMs],
    ["forward", hourMs],
  ])(
    "%s by an hour: segments close, ages stay sane, the order on the disk is that of writing",
    async (_name, jumpMs) => {
      let offsetMs = 0;
      const now = (): number => Date.now() + offsetMs;
      const spool = await start({ now, segmentMaxAgeMs: 20 });
      const closeNext = async (text: string): Promise<void> => {
        const closed = Promise.withResolvers<void>();
        spool.onSegmentClosed(() => closed.resolve());
        await spool.append([block(text)]);
        await closed.promise;
      };
      const check = (): void => {
        expect(spool.freshnessMs()).toBeGreaterThanOrEqual(0);
        expect(spool.loadedThrough("logs")).toBeLessThanOrEqual(now());
        expect(Number.isFinite(spool.state().oldestAgeMs)).toBe(true);
      };
      const release = async (): Promise<string> => {
        const [oldest] = spool.closedSegments("logs");
        if (oldest === undefined) return "";
        const text = await readFile(oldest.path, "utf8");
        await spool.release(oldest);
        return text;
      };
      await closeNext("1");
      offsetMs = jumpMs;
      check();
      const pending: Segment[] = [...spool.closedSegments("logs")];
      expect(pending).toHaveLength(1);
      expect(await release()).toBe("1");
      // Nothing is waiting: whatever the clock says, all is loaded up to now.
      expect(spool.freshnessMs()).toBeLessThan(1_000);
      await closeNext("2");
      check();
      expect(await release()).toBe("2");
      expect(spool.state()).toMatchObject({ segments: 0, depthBytes: 0 });
      await spool.append([block("3")]);
      await spool.close();
      const { length } = await readdir(join(root, "a", "logs"));
      expect(length).toBe(2);
      const again = await start({ now });
      expect(await readClosed(again)).toBe("3");
    },
  );
});
