import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { startClickHouseGateway } from "../harness/clickhouse-gateway.ts";
import { startPostgres } from "../harness/postgres.ts";
import { startProduct } from "../harness/product.ts";
import { expectExactlyOnce } from "./load/check-rows.ts";
import { listWaitingSegments, report, spoolOf, withoutSeriesLimits } from "./load/fault-form.ts";
import { NumberedLoad } from "./load/numbered-load.ts";

const LANES = 4;
const LOAD_MS = 1_500;
const STOP_LIMIT_MS = 30_000;
const cleanUps: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const each of cleanUps.splice(0).toReversed()) await each();
});

/** Stops a loaded process; resolves with its load, when everything is in the store. */
async function stopUnderLoad(name: string, settings: Record<string, string>) {
  const product = await startProduct({ ...withoutSeriesLimits, ...settings });
  cleanUps.push(() => product.dispose());
  const timeMs = Math.floor(Date.now() / 60_000) * 60_000;
  const load = new NumberedLoad({ otlpHttpUrl: product.otlpHttpUrl, timeMs });
  cleanUps.push(() => load.close());
  load.start(LANES);
  await load.acknowledged(1);
  await delay(LOAD_MS);
  const startedMs = performance.now();
  const code = await product.stop();
  const stopMs = performance.now() - startedMs;
  await load.stop();
  expect(code).toBe(0);
  expect(stopMs).toBeLessThan(STOP_LIMIT_MS);
  expect(await listWaitingSegments(spoolOf(product.dataDirectory))).toEqual([]);
  const { acknowledged, refused, lost } = load.count();
  report(
    `SIGTERM under load, ${name}: ended after ${Math.round(stopMs)} ms; ${acknowledged} acknowledged, ${refused} refused, ${lost} without an answer`,
  );
  return { product, load };
}

describe("SIGTERM under load drains what was acknowledged and exits with 0", () => {
  it("embedded", async () => {
    const { product, load } = await stopUnderLoad("embedded", {});
    const directory = join(product.dataDirectory, "clickhouse", "clickhouse");
    const engine = await startClickHouseGateway(directory);
    cleanUps.push(() => engine.stop());
    await expectExactlyOnce(load, engine.url);
  });

  it("the ingest role alone", async () => {
    const [engine, postgres] = await Promise.all([startClickHouseGateway(), startPostgres()]);
    cleanUps.push(() => engine.stop());
    cleanUps.push(() => postgres.stop());
    const { load } = await stopUnderLoad("ingest role", {
      HEADROOM_ROLES: "ingest",
      CLICKHOUSE_URL: engine.url,
      DATABASE_URL: postgres.connectionString,
    });
    await expectExactlyOnce(load, engine.url);
  });
});
