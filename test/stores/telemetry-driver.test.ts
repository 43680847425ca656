import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createQueryRunner,
  openEmbedded,
  openServer,
  runMigrations,
} from "@headroom/telemetry-store";
import type { StoreConnection } from "@headroom/telemetry-store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startClickHouseGateway } from "../harness/clickhouse-gateway.ts";
import type { ClickHouseGateway } from "../harness/clickhouse-gateway.ts";

const limits = { timeLimitMs: 1_000, maxQueryMemoryBytes: 50_000_000 };
const any = z.record(z.string(), z.unknown());
let directory = "";
let gateway: ClickHouseGateway | undefined;
const connections = new Map<string, StoreConnection>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "headroom-driver-"));
  gateway = await startClickHouseGateway();
  connections.set("embedded", await openEmbedded({ directory, maxMemoryBytes: 10 ** 9 }, limits));
  connections.set("server", openServer({ url: gateway.url }, limits, 4));
});

afterAll(async () => {
  for (const connection of connections.values()) await connection.close();
  await gateway?.stop();
  await rm(directory, { recursive: true, force: true });
});

function openRunner(kind: string) {
  const connection = connections.get(kind);
  if (!connection) throw new Error(`There is no ${kind} connection.`);
  const runner = createQueryRunner(connection.reads, {
    concurrency: 4,
    maxWaiting: 4,
    timeLimitMs: limits.timeLimitMs,
  });
  const run = (sql: string, parameters: Record<string, string> = {}) =>
    runner.run({ name: "test.query", sql, parameters, row: any });
  return { connection, run, runner };
}

describe.each(["embedded", "server"])("the %s driver", (kind) => {
  it("returns 64-bit integers and times exactly", async () => {
    const { run } = openRunner(kind);
    const sql = `SELECT {x:UInt64} AS x, toInt64('-9223372036854775808') AS y,
      toDateTime64('2024-01-02 03:04:05.123456789', 9, 'UTC') AS t`;
    expect(await run(sql, { x: "18446744073709551615" })).toEqual([
      {
        x: "18446744073709551615",
        y: "-9223372036854775808",
        t: "2024-01-02T03:04:05.123456789Z",
      },
    ]);
  });

  it("hands bound text over as it is", async () => {
    const { run } = openRunner(kind);
    const text = 'it\'s \\ a \t\n"tab" {x:String} ; DROP TABLE spans -- Straße 🚀';
    expect(await run("SELECT {text:String} AS text", { text })).toEqual([{ text }]);
  });

  it("stops a query at the time limit", async () => {
    const { run } = openRunner(kind);
    const slow = run("SELECT sum(sleepEachRow(0.05)) FROM system.numbers");
    await expect(slow).rejects.toMatchObject({ code: "query_timeout" });
  });

  it("stops a query at the memory limit", async () => {
    const { run } = openRunner(kind);
    const large = run("SELECT groupArray(number) AS n FROM numbers(100000000)");
    await expect(large).rejects.toMatchObject({ code: "query_too_large" });
  });

  it("does not let settings in a statement outlive it", async () => {
    const { connection, run } = openRunner(kind);
    const read = () =>
      run(
        "SELECT name, value FROM system.settings WHERE name IN ('max_threads', 'max_block_size')",
      );
    const before = await read();
    await connection.reads.query({
      query: "SELECT 1 SETTINGS max_threads = 1, max_block_size = 7",
    });
    expect(await read()).toEqual(before);
  });

  it("names the cause of a query that makes no sense", async () => {
    const { run } = openRunner(kind);
    await expect(run("SELECT nothing FROM nowhere")).rejects.toMatchObject({
      code: "store_unavailable",
    });
    await expect(run("SELEC 1")).rejects.toMatchObject({ code: "bad_query" });
  });

  it("migrates once and refuses a newer schema", async () => {
    const { connection } = openRunner(kind);
    const applied = await runMigrations(connection.loads, {});
    expect(applied.slice(0, 3)).toEqual([1, 2, 3]);
    expect(applied).toEqual(applied.toSorted((left, right) => left - right));
    expect(await runMigrations(connection.loads, {})).toEqual([]);
    await connection.loads.command({
      query: "INSERT INTO schema_migrations (version, name) VALUES (9999, 'future')",
    });
    await expect(runMigrations(connection.loads, {})).rejects.toMatchObject({
      code: "migration_failed",
    });
  });
});

describe("a server that is away", () => {
  it("is reported as store_unavailable", async () => {
    const connection = openServer({ url: "http://127.0.0.1:9" }, limits, 1);
    await expect(runMigrations(connection.loads, {})).rejects.toMatchObject({
      code: "store_unavailable",
    });
    await connection.close();
  });
});
