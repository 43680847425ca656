import { spawnSync } from "node:child_process";
import { mkdtemp, open, readdir, readFile, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startClickHouseGateway, type ClickHouseGateway } from "../harness/clickhouse-gateway.ts";
import { eventually } from "../harness/eventually.ts";
import { startFaultyProxy, type FaultyProxy } from "../harness/faulty-proxy.ts";
import { startPostgres, type TestPostgres } from "../harness/postgres.ts";
import { startProduct, type Product } from "../harness/product.ts";
import { expectExactlyOnce } from "./load/check-rows.ts";
import { report, spoolOf, waitUntilLoaded, withoutSeriesLimits } from "./load/fault-form.ts";
import { NumberedLoad } from "./load/numbered-load.ts";

const LANES = 4;
const WAIT_MS = 60_000;
const cleanUps: (() => Promise<void> | void)[] = [];

let engine: ClickHouseGateway;
let postgres: TestPostgres;
let proxy: FaultyProxy;

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(() => postgres?.stop());

afterEach(async () => {
  for (const each of cleanUps.splice(0).toReversed()) await each();
});

/** An ingest process in front of a store of its own. */
async function startIngest(
  settings: Record<string, string>,
  under: readonly string[] = [],
): Promise<{ product: Product; load: NumberedLoad; spoolDirectory: string }> {
  engine = await startClickHouseGateway();
  cleanUps.push(() => engine.stop());
  proxy = await startFaultyProxy(engine.url);
  cleanUps.push(() => proxy.stop());
  const product = await startProduct(
    {
      ...withoutSeriesLimits,
      HEADROOM_ROLES: "ingest",
      CLICKHOUSE_URL: proxy.url,
      DATABASE_URL: postgres.connectionString,
      ...settings,
    },
    { under },
  );
  cleanUps.push(() => product.dispose());
  const load = startLoad(product);
  const spoolDirectory = spoolOf(settings["HEADROOM_DATA_DIR"] ?? product.dataDirectory);
  return { product, load, spoolDirectory };
}

function startLoad(product: Product): NumberedLoad {
  const timeMs = Math.floor(Date.now() / 60_000) * 60_000;
  const load = new NumberedLoad({ otlpHttpUrl: product.otlpHttpUrl, timeMs, pauseMs: 5 });
  cleanUps.push(() => load.close());
  load.start(LANES);
  return load;
}

/** A small disk of its own, where this user may mount one. */
async function mountSmallDisk(sizeKib: number): Promise<string | undefined> {
  const directory = await mkdtemp(join(tmpdir(), "headroom-disk-"));
  const options = ["-t", "tmpfs", "-o", `size=${sizeKib}k`, "tmpfs", directory];
  const isMounted = spawnSync("mount", options, { stdio: "ignore" }).status === 0;
  cleanUps.push(async () => {
    if (isMounted) spawnSync("umount", [directory], { stdio: "ignore" });
    await rm(directory, { recursive: true, force: true });
  });
  return isMounted ? directory : undefined;
}

async function waitForRefusals(load: NumberedLoad, count: number): Promise<void> {
  await eventually(
    "requests are refused",
    () => Promise.resolve(load.count().refused >= count ? true : undefined),
    WAIT_MS,
  );
}

function expectRetryAfter(load: NumberedLoad): void {
  for (const { fate, status, retryAfter } of load.sent.values()) {
    if (fate === "refused") expect([status, retryAfter]).toEqual([503, "5"]);
  }
}

describe("the disk of the spool", () => {
  it("is full: requests are refused until the store takes data again, and all is there once", async (test) => {
    const directory = await mountSmallDisk(1_500);
    if (directory === undefined) return test.skip("This user may not mount a file system.");
    const { product, load, spoolDirectory } = await startIngest({ HEADROOM_DATA_DIR: directory });
    await load.acknowledged(10);
    proxy.setFault({ kind: "refuse" });
    await waitForRefusals(load, 20);
    const acknowledged = load.count().acknowledged;
    proxy.setFault({ kind: "none" });
    await load.acknowledged(30);
    await load.stop();
    await waitUntilLoaded(spoolDirectory, WAIT_MS);
    expect(await product.stop()).toBe(0);
    expectRetryAfter(load);
    expect(product.output()).toContain("The disk of the spool is full");
    await expectExactlyOnce(load, engine.url);
    report(`full disk: ${acknowledged} acknowledged, then ${load.count().refused} refused`);
  });

  it("takes no more than small files: what fails is refused and taken back, the rest is there once", async () => {
    // In blocks of 512 bytes; a write beyond fails with EFBIG.
    const under = ["sh", "-c", 'ulimit -f 128 && exec "$0" "$@"'];
    const { product, load, spoolDirectory } = await startIngest({}, under);
    await load.acknowledged(10);
    proxy.setFault({ kind: "refuse" });
    await waitForRefusals(load, 10);
    await load.acknowledged(50);
    proxy.setFault({ kind: "none" });
    await load.stop();
    await waitUntilLoaded(spoolDirectory, WAIT_MS);
    expect(await product.stop()).toBe(0);
    expectRetryAfter(load);
    expect(product.output()).toContain("The spool cannot be written: EFBIG");
    await expectExactlyOnce(load, engine.url);
    const { acknowledged, refused } = load.count();
    report(`small files: ${acknowledged} acknowledged, ${refused} refused`);
  });
});

/** Paths of the segments of a table that wait, oldest first. */
async function listSegments(spoolDirectory: string, table: string): Promise<string[]> {
  const names = (await readdir(join(spoolDirectory, table))).filter((n) => n.endsWith(".native"));
  return names.sort().map((name) => join(spoolDirectory, table, name));
}

async function flipBit(path: string, position: number): Promise<void> {
  const handle = await open(path, "r+");
  const byte = new Uint8Array(1);
  await handle.read(byte, 0, 1, position);
  await handle.write(
    byte.map((value) => value ^ 1),
    0,
    1,
    position,
  );
  await handle.close();
}

describe("segments that are damaged on the disk", () => {
  it("while they wait: the store refuses them, they are set aside with the reason, others load", async () => {
    const { product, load, spoolDirectory } = await startIngest({});
    await load.acknowledged(10);
    proxy.setFault({ kind: "refuse" });
    const oldest = await eventually("two segments of spans", async () => {
      const found = await listSegments(spoolDirectory, "spans");
      return found.length >= 2 ? found[0] : undefined;
    });
    await load.stop();
    await truncate(oldest, 200);
    proxy.setFault({ kind: "none" });
    await waitUntilLoaded(spoolDirectory, WAIT_MS);
    const names = await readdir(join(spoolDirectory, "quarantine"));
    expect(names.filter((name) => name.endsWith(".native"))).toHaveLength(1);
    const reason = names.find((name) => name.endsWith(".reason.txt")) ?? "";
    expect(await readFile(join(spoolDirectory, "quarantine", reason), "utf8")).not.toBe("");
    expect(product.output()).toContain("quarantined");
  });

  it("while the process is away: the whole part is loaded, the rest counted in the status", async () => {
    const product = await startProduct();
    cleanUps.push(() => product.dispose());
    const load = startLoad(product);
    const spoolDirectory = spoolOf(product.dataDirectory);
    await load.acknowledged(100);
    const path = await eventually("a segment of many groups", async () => {
      const found = await listSegments(spoolDirectory, "spans");
      const handle = await open(found.at(-1) ?? "", "r");
      const { size } = await handle.stat();
      await handle.close();
      return size > 30_000 ? found.at(-1) : undefined;
    });
    await product.kill();
    await load.stop();
    await flipBit(path, 100);
    await product.restart();
    const status = await product.api.call("getStatus");
    expect(status.ingestion?.quarantinedSegments).toBe(1);
    expect(product.output()).toContain("lost or changed bytes of segment spans-");
  });
});
