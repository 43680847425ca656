import { appendFile, cp, mkdtemp, readdir, readFile, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSegmentFile } from "./segment.ts";
import type { SegmentFile } from "./segment.ts";
import { openSpool } from "./spool.ts";
import type { Spool, SpoolOptions } from "./spool.ts";

let root = "";
let opened: Spool[] = [];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "headroom-spool-"));
  opened = [];
});

afterEach(async () => {
  for (const spool of opened) await spool.close();
  await rm(root, { recursive: true, force: true });
});

async function open(name: string, options: Partial<SpoolOptions> = {}): Promise<Spool> {
  const spool = await openSpool({
    directory: join(root, name),
    segmentMaxAgeMs: 3_600_000,
    ...options,
  });
  opened.push(spool);
  return spool;
}

const block = (text: string) => ({ table: "logs" as const, rows: 1, bytes: Buffer.from(text) });

async function readClosed(spool: Spool): Promise<string> {
  const texts = spool.closedSegments("logs").map((segment) => readFile(segment.path, "utf8"));
  return (await Promise.all(texts)).join("");
}

// A copy of the files of a spool that is still open is what a crash at this moment leaves.
async function crashCopy(from: string, to: string): Promise<string> {
  await cp(join(root, from), join(root, to), { recursive: true });
  await rm(join(root, to, "headroom.lock"), { force: true });
  const directory = join(root, to, "logs");
  const name = (await readdir(directory)).find((file) => file.endsWith(".native"));
  if (name === undefined) throw new Error("There is no segment.");
  return join(directory, name.slice(0, -7));
}

function watchedFiles(fail: (operation: "write" | "sync", count: number) => boolean) {
  const counts = { write: 0, sync: 0, files: 0 };
  const step = (operation: "write" | "sync"): void => {
    counts[operation] += 1;
    if (fail(operation, counts[operation])) {
      throw Object.assign(new Error("I/O error"), { code: "EIO" });
    }
  };
  const createFile = async (path: string): Promise<SegmentFile> => {
    const file = await createSegmentFile(path);
    counts.files += 1;
    return {
      ...file,
      async write(data, position) {
        await file.write(data, position);
        step("write");
      },
      async sync() {
        await file.sync();
        step("sync");
      },
    };
  };
  return { counts, createFile };
}

describe("openSpool", () => {
  it("lets appends of the same moment share a commit and keeps their order", async () => {
    const { counts, createFile } = watchedFiles(() => false);
    const spool = await open("a", { createFile });
    const texts = Array.from({ length: 200 }, (_, index) => `<${index}>`);
    await Promise.all(texts.map((text) => spool.append([block(text)])));
    expect(counts.sync).toBeLessThanOrEqual(8);
    await spool.sealAll();
    expect(await readClosed(spool)).toBe(texts.join(""));
    expect(spool.closedSegments("logs")[0]).toMatchObject({ rows: 200 });
  });

  it("recovers every acknowledged byte and nothing that was torn", async () => {
    const spool = await open("a");
    await spool.append([block("first")]);
    await spool.append([block("second")]);
    const segment = await crashCopy("a", "crashed");
    await appendFile(`${segment}.native`, "half a blo");
    await appendFile(`${segment}.commits`, "torn");
    const recovered = await open("crashed");
    expect(await readClosed(recovered)).toBe("firstsecond");
    expect(recovered.state()).toMatchObject({ segments: 1, depthBytes: 11 });
  });

  it("cuts back to whole commits wherever the files end", async () => {
    const spool = await open("a");
    const parts = ["one", "three", "fifteen"];
    for (const part of parts) await spool.append([block(part)]);
    let copies = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 15 }), fc.nat({ max: 60 }), async (dataEnd, logEnd) => {
        copies += 1;
        const segment = await crashCopy("a", `cut-${copies}`);
        await truncate(`${segment}.native`, dataEnd);
        await truncate(`${segment}.commits`, logEnd);
        const recovered = await open(`cut-${copies}`);
        const byLog = Math.floor(logEnd / 20);
        const byData = [3, 8, 15].filter((end) => end <= dataEnd).length;
        const expected = parts.slice(0, Math.min(byLog, byData)).join("");
        expect(await readClosed(recovered)).toBe(expected);
      }),
      { numRuns: 40 },
    );
  });

  it.each(["write", "sync"] as const)(
    "never appends to a segment whose %s failed",
    async (kind) => {
      const { counts, createFile } = watchedFiles((operation, n) => operation === kind && n === 3);
      const problems: string[] = [];
      const spool = await open("a", { createFile, onProblem: (problem) => problems.push(problem) });
      await spool.append([block("kept")]);
      await expect(spool.append([block("lost")])).rejects.toMatchObject({
        code: "spool_unavailable",
      });
      expect(problems).toHaveLength(1);
      await spool.append([block("after")]);
      expect(counts.files).toBe(4);
      await spool.sealAll();
      expect(spool.closedSegments("logs")).toHaveLength(2);
      expect(await readClosed(spool)).toBe("keptafter");
      expect(spool.state().depthBytes).toBe(9);
    },
  );

  it("says spool_unavailable when no file can be made, and works again afterwards", async () => {
    let isBroken = true;
    const createFile = (path: string): Promise<SegmentFile> =>
      isBroken ? Promise.reject(new Error("read-only")) : createSegmentFile(path);
    const spool = await open("a", { createFile });
    await expect(spool.append([block("x")])).rejects.toMatchObject({ code: "spool_unavailable" });
    isBroken = false;
    await spool.append([block("y")]);
    await spool.sealAll();
    expect(await readClosed(spool)).toBe("y");
  });

  it("refuses what goes over its limit until something is released", async () => {
    const spool = await open("a", { maxBytes: 10 });
    await spool.append([block("12345678")]);
    await expect(spool.append([block("abc")])).rejects.toMatchObject({ code: "spool_full" });
    await spool.sealAll();
    const [segment] = spool.closedSegments("logs");
    if (segment) await spool.release(segment);
    await spool.append([block("abc")]);
    expect(spool.state().depthBytes).toBe(3);
  });

  it("closes a segment that has grown to its limit", async () => {
    const spool = await open("a", { segmentMaxBytes: 4 });
    await spool.append([block("12345")]);
    await spool.append([block("6")]);
    await spool.sealAll();
    expect(spool.closedSegments("logs").map((segment) => segment.bytes)).toEqual([5, 1]);
  });

  it("tells through when everything is loaded", async () => {
    let nowMs = 1_000_000;
    const spool = await open("a", { now: () => nowMs });
    nowMs += 5_000;
    expect(spool.loadedThrough("logs")).toBe(nowMs);
    const appendedMs = nowMs;
    await spool.append([block("x")]);
    nowMs += 60_000;
    expect(spool.loadedThrough("logs")).toBe(appendedMs);
    expect(spool.freshnessMs()).toBe(60_000);
    await spool.sealAll();
    expect(spool.loadedThrough("logs")).toBe(appendedMs);
    const [segment] = spool.closedSegments("logs");
    if (segment) await spool.release(segment);
    expect(spool.loadedThrough("logs")).toBe(nowMs);
  });

  it("sets a segment aside with its reason", async () => {
    const spool = await open("a");
    await spool.append([block("bad")]);
    await spool.sealAll();
    const [segment] = spool.closedSegments("logs");
    if (segment) await spool.quarantine(segment, "It cannot be read.");
    const names = await readdir(join(root, "a", "quarantine"));
    expect(names.sort()).toEqual([`${segment?.id}.native`, `${segment?.id}.reason.txt`]);
    expect(spool.state()).toMatchObject({
      segments: 0,
      quarantinedSegments: 1,
      quarantinedBytes: 3,
    });
    await spool.close();
    expect((await open("a")).state()).toMatchObject({ quarantinedSegments: 1, depthBytes: 3 });
  });

  it("is refused while another spool holds the directory", async () => {
    await open("a");
    await expect(open("a")).rejects.toMatchObject({ code: "directory_in_use" });
  });
});
