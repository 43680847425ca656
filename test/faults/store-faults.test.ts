import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startClickHouseGateway, type ClickHouseGateway } from "../harness/clickhouse-gateway.ts";
import { eventually } from "../harness/eventually.ts";
import { startFaultyProxy, type FaultyProxy, type ProxyFault } from "../harness/faulty-proxy.ts";
import { startPostgres, type TestPostgres } from "../harness/postgres.ts";
import { startProduct, type Product } from "../harness/product.ts";
import { expectExactlyOnce } from "./load/check-rows.ts";
import {
  isLongForm,
  report,
  spoolOf,
  waitUntilLoaded,
  withoutSeriesLimits,
} from "./load/fault-form.ts";
import { NumberedLoad } from "./load/numbered-load.ts";

const LANES = 4;
/** Little enough for a short fault to fit into the spool. */
const PAUSE_MS = 15;
const SPOOL_BYTES = 3_000_000;
/** Loads that one process makes at a time against a server. */
const PARALLEL_LOADS = 2;
const faultMs = isLongForm ? 60_000 : 1_500;
const limitMs = 60_000 + faultMs * 10;

let engine: ClickHouseGateway;
let postgres: TestPostgres;
let proxy: FaultyProxy;
let product: Product;
let load: NumberedLoad;

beforeAll(async () => {
  [engine, postgres] = await Promise.all([startClickHouseGateway(), startPostgres()]);
  proxy = await startFaultyProxy(engine.url);
  product = await startProduct({
    ...withoutSeriesLimits,
    HEADROOM_ROLES: "ingest",
    CLICKHOUSE_URL: proxy.url,
    DATABASE_URL: postgres.connectionString,
    HEADROOM_SPOOL_MAX_BYTES: String(SPOOL_BYTES),
  });
  const timeMs = Math.floor(Date.now() / 60_000) * 60_000;
  load = new NumberedLoad({ otlpHttpUrl: product.otlpHttpUrl, timeMs, pauseMs: PAUSE_MS });
}, limitMs);

afterAll(async () => {
  load?.close();
  await product?.dispose();
  await proxy?.stop();
  await Promise.all([engine?.stop(), postgres?.stop()]);
});

beforeEach(async () => {
  await waitUntilLoaded(spoolOf(product.dataDirectory), limitMs);
  load.start(LANES);
  return async () => {
    proxy.setFault({ kind: "none" });
    await load.stop();
  };
});

/** Refused requests since the load began; every one must tell when to come back. */
function refusals(): number {
  const refused = [...load.sent.values()].filter(({ fate }) => fate === "refused");
  expect(refused.filter(({ status, retryAfter }) => status !== 503 || !retryAfter)).toEqual([]);
  return refused.length;
}

describe("a store that", () => {
  it(
    "is away: requests are acknowledged until the spool is full, refused then, and taken again",
    async () => {
      await load.acknowledged(20);
      proxy.setFault({ kind: "refuse" });
      const before = load.count().acknowledged;
      await eventually("the spool is full", async () => refusals() > 0 || undefined, limitMs);
      const acknowledged = load.count().acknowledged - before;
      await delay(faultMs);
      const stillRefused = refusals();
      const readiness = await fetch(`${product.apiUrl}/readyz`);
      expect(readiness.status).toBe(503);
      expect(await readiness.text()).toContain("The spool is full");
      proxy.setFault({ kind: "none" });
      await load.acknowledged(50);
      await load.stop();
      await waitUntilLoaded(spoolOf(product.dataDirectory), limitMs);
      expect((await fetch(`${product.apiUrl}/readyz`)).status).toBe(200);
      report(
        `store away: ${acknowledged} requests into ${SPOOL_BYTES} bytes of spool, then ${stillRefused} refused; at most ${proxy.mostAtOnce()} loads at once afterwards`,
      );
      expect(acknowledged).toBeGreaterThan(100);
      expect(proxy.mostAtOnce()).toBeLessThanOrEqual(PARALLEL_LOADS);
    },
    limitMs,
  );

  it.each<[string, ProxyFault]>([
    ["is slow", { kind: "slow", ms: 800 }],
    ["has no memory", { kind: "exception", code: 241, name: "MEMORY_LIMIT_EXCEEDED" }],
    ["has too many parts", { kind: "exception", code: 252, name: "TOO_MANY_PARTS" }],
    ["is read-only", { kind: "exception", code: 242, name: "TABLE_IS_READ_ONLY" }],
    ["loses its answers", { kind: "lost answer" }],
  ])(
    "%s: senders notice nothing while there is room",
    async (_name, fault) => {
      const tries = proxy.inserts.length;
      const refusedBefore = refusals();
      proxy.setFault(fault);
      await load.acknowledged(10);
      expect((await fetch(`${product.apiUrl}/readyz`)).status).toBe(200);
      await delay(faultMs);
      if (!isLongForm) expect(refusals()).toBe(refusedBefore);
      expect(proxy.mostAtOnce()).toBeLessThanOrEqual(PARALLEL_LOADS);
      // Failing tries have growing pauses.
      expect(proxy.inserts.length - tries).toBeLessThan(60 + faultMs / 100);
      proxy.setFault({ kind: "none" });
      await load.acknowledged(10);
      await load.stop();
      await waitUntilLoaded(spoolOf(product.dataDirectory), limitMs);
    },
    limitMs,
  );

  it(
    "has come back has every acknowledged row once, loaded oldest first, nothing set aside",
    async () => {
      await load.stop();
      expect(await product.stop()).toBe(0);
      const { storedUnacknowledged } = await expectExactlyOnce(load, engine.url);
      const { acknowledged, refused, lost } = load.count();
      report(
        `store faults: ${acknowledged} acknowledged, ${refused} refused, ${lost} lost, ${storedUnacknowledged} stored unasked`,
      );
      const firstTries = [...new Set(proxy.inserts.map(({ token }) => token))];
      for (const [, tokens] of Map.groupBy(firstTries, (token) => token.replace(/-\d.*/, ""))) {
        const byAge = tokens.toSorted();
        // Those that load at the same time may arrive in any order.
        const early = tokens.filter((token, at) => byAge.indexOf(token) - at >= PARALLEL_LOADS);
        expect(early).toEqual([]);
      }
      expect(product.output()).not.toContain("quarantined");
    },
    limitMs,
  );
});
