import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMetadataDatabase } from "./backup/create-database.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectExactlyOnce } from "../faults/load/check-rows.ts";
import { NumberedLoad } from "../faults/load/numbered-load.ts";
import { startClickHouseGateway, type ClickHouseGateway } from "../harness/clickhouse-gateway.ts";
import { startPostgres, type TestPostgres } from "../harness/postgres.ts";
import { startProduct, type Product } from "../harness/product.ts";
import { runCommand, settingsOf } from "./backup/run-command.ts";

let clickhouse: ClickHouseGateway;
let fresh: ClickHouseGateway;
let postgres: TestPostgres;
let freshDatabase: string;
let directory: string;
let product: Product;
let stores: Record<string, string>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "headroom-backup-servers-"));
  [clickhouse, fresh, postgres] = await Promise.all([
    startClickHouseGateway(),
    startClickHouseGateway(),
    startPostgres(),
  ]);
  const database = await createMetadataDatabase(postgres.connectionString, "source");
  freshDatabase = await createMetadataDatabase(postgres.connectionString, "fresh");
  stores = { CLICKHOUSE_URL: clickhouse.url, DATABASE_URL: database };
  product = await startProduct(stores);
});

afterAll(async () => {
  await product?.dispose();
  await Promise.all([clickhouse?.stop(), fresh?.stop(), postgres?.stop()]);
  await rm(directory, { recursive: true, force: true });
});

describe("stores of their own servers", () => {
  it("are backed up under load and restored into empty ones", async () => {
    await product.api.call("createIngestKey", { body: { name: "kept" } });
    const timeMs = Math.floor(Date.now() / 60_000) * 60_000;
    const load = new NumberedLoad({ otlpHttpUrl: product.otlpHttpUrl, timeMs, pauseMs: 10 });
    load.start(2);
    await load.acknowledged(100);
    const startedMs = performance.now();
    const to = join(directory, "backup");
    const settings = { ...settingsOf(product), ...stores };
    const made = await runCommand(settings, "backup", "--to", to);
    await load.stop();
    load.close();
    expect(made).toMatchObject({ code: 0 });

    const data = join(directory, "data");
    const empty = { CLICKHOUSE_URL: fresh.url, DATABASE_URL: freshDatabase };
    const target = { HEADROOM_DATA_DIR: data, ...empty };
    const restored = await runCommand(target, "restore", "--from", to);
    expect(restored).toMatchObject({ code: 0 });
    for (const [batch, request] of load.sent) {
      const isBefore = request.sentMs + request.latencyMs < startedMs;
      if (!isBefore) load.sent.set(batch, { ...request, fate: "lost" });
    }
    await expectExactlyOnce(load, fresh.url);

    const again = await runCommand(target, "restore", "--from", to, "--force");
    expect(again).toMatchObject({ code: 1, text: expect.stringMatching(/has tables already/) });
    const second = await startProduct({ ...empty, HEADROOM_DATA_DIR: data });
    try {
      const keys = await second.api.call("listIngestKeys");
      expect(keys.items.map((each) => each.name)).toEqual(["kept"]);
    } finally {
      await second.dispose();
    }
  });
});
