import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { startClickHouseGateway } from "../harness/clickhouse-gateway.ts";
import { startPostgres } from "../harness/postgres.ts";
import { startProduct, type Product } from "../harness/product.ts";
import { expectExactlyOnce } from "./load/check-rows.ts";
import {
  createFaultRandom,
  faultRounds,
  listWaitingSegments,
  report,
  spoolOf,
  waitUntilLoaded,
  withoutSeriesLimits,
} from "./load/fault-form.ts";
import { NumberedLoad } from "./load/numbered-load.ts";

const LANES = 4;
const LATEST_KILL_MS = 1_200;
const DRAIN_LIMIT_MS = 60_000;
const limitMs = 120_000 + faultRounds * 30_000;
const cleanUps: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const each of cleanUps.splice(0).toReversed()) await each();
});

async function start(settings: Record<string, string>) {
  const product = await startProduct({ ...withoutSeriesLimits, ...settings });
  cleanUps.push(() => product.dispose());
  const timeMs = Math.floor(Date.now() / 60_000) * 60_000;
  const load = new NumberedLoad({ otlpHttpUrl: product.otlpHttpUrl, timeMs });
  cleanUps.push(() => load.close());
  return { product, load };
}

/** Sends until the process dies or is brought back by `disturb`. */
async function loadThrough(load: NumberedLoad, disturb: () => Promise<void>, killAfterMs: number) {
  load.start(LANES);
  await load.acknowledged(1);
  await delay(killAfterMs);
  await disturb();
  await load.stop();
}

/** Many kills in a row leave a backlog that takes longer than the drain of a stop. */
async function stopAndExpectEmpty(product: Product): Promise<void> {
  await waitUntilLoaded(spoolOf(product.dataDirectory), DRAIN_LIMIT_MS);
  expect(await product.stop()).toBe(0);
  expect(await listWaitingSegments(spoolOf(product.dataDirectory))).toEqual([]);
}

function reportFates(test: string, load: NumberedLoad, storedUnacknowledged: number): void {
  const { acknowledged, refused, lost } = load.count();
  report(
    `${test}: ${acknowledged} requests acknowledged, ${refused} refused, ${lost} without an answer (${storedUnacknowledged} of them stored)`,
  );
}

describe("kill -9 under load of all three signals", () => {
  it(
    "embedded: every acknowledged row is there once, in the tables and in the roll-ups",
    async () => {
      const random = createFaultRandom("embedded");
      const { product, load } = await start({});
      for (let round = 0; round < faultRounds; round++) {
        await loadThrough(load, () => product.kill(), random() * LATEST_KILL_MS);
        await product.restart();
      }
      await stopAndExpectEmpty(product);
      const engine = await startClickHouseGateway(
        join(product.dataDirectory, "clickhouse", "clickhouse"),
      );
      cleanUps.push(() => engine.stop());
      const { storedUnacknowledged } = await expectExactlyOnce(load, engine.url);
      reportFates("embedded", load, storedUnacknowledged);
    },
    limitMs,
  );

  it(
    "split roles: the same, whether the ingest process dies, the store, or both",
    async () => {
      const random = createFaultRandom("split roles");
      const [engine, postgres] = await Promise.all([startClickHouseGateway(), startPostgres()]);
      cleanUps.push(() => engine.stop());
      cleanUps.push(() => postgres.stop());
      const { product, load } = await start({
        HEADROOM_ROLES: "ingest",
        CLICKHOUSE_URL: engine.url,
        DATABASE_URL: postgres.connectionString,
      });
      const disturbances: Record<string, () => Promise<void>> = {
        ingest: async () => {
          await product.kill();
          await product.restart();
        },
        store: async () => {
          await engine.kill();
          await delay(random() * LATEST_KILL_MS);
          await engine.restart();
        },
        both: async () => {
          await Promise.all([product.kill(), engine.kill()]);
          await engine.restart();
          await product.restart();
        },
      };
      const names = Object.keys(disturbances);
      for (let round = 0; round < faultRounds; round++) {
        const disturb = disturbances[names[round % names.length] ?? ""];
        if (disturb) await loadThrough(load, disturb, random() * LATEST_KILL_MS);
      }
      await stopAndExpectEmpty(product);
      const { storedUnacknowledged } = await expectExactlyOnce(load, engine.url);
      reportFates("split roles", load, storedUnacknowledged);
      // Whoever sends to a server whose store is away is acknowledged all the same.
      expect(load.count().acknowledged).toBeGreaterThan(0);
    },
    limitMs,
  );
});
