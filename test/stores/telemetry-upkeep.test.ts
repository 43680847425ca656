import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  dayMs,
  openServer,
  openTelemetryStore,
  planUpkeep,
  runMigrations,
  startOfDay,
} from "@headroom/telemetry-store";
import type { TelemetryStore } from "@headroom/telemetry-store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startClickHouseGateway } from "../harness/clickhouse-gateway.ts";
import type { ClickHouseGateway } from "../harness/clickhouse-gateway.ts";
import { logBlocks, spanBlocks } from "./telemetry-samples.ts";

const nowMs = Date.now();
const today = startOfDay(nowMs);
let directory = "";
let gateway: ClickHouseGateway | undefined;
const stores = new Map<string, TelemetryStore>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "headroom-upkeep-"));
  gateway = await startClickHouseGateway();
  const place = (name: string) => ({ spoolDirectory: join(directory, name) });
  stores.set(
    "embedded",
    await openTelemetryStore({
      kind: "embedded",
      directory: join(directory, "data"),
      maxMemoryBytes: 10 ** 9,
      ...place("spool-embedded"),
    }),
  );
  stores.set(
    "server",
    await openTelemetryStore({ kind: "server", url: gateway.url, ...place("spool-server") }),
  );
});

afterAll(async () => {
  for (const store of stores.values()) await store.close();
  await gateway?.stop();
  await rm(directory, { recursive: true, force: true });
});

function storeOf(kind: string): TelemetryStore {
  const store = stores.get(kind);
  if (!store) throw new Error(`There is no ${kind} store.`);
  return store;
}

function describePartitions(
  partitions: readonly { table: string; fromMs: number; rows: number }[],
) {
  return partitions
    .filter(({ table }) => table === "spans" || table === "logs")
    .map(({ table, fromMs, rows }) => `${table} ${(today - fromMs) / dayMs}: ${rows}`);
}

describe.each(["embedded", "server"])("upkeep of the %s store", (kind) => {
  it("keeps rows as long as the policy says, whatever their age at loading", async () => {
    const store = storeOf(kind);
    for (const daysAgo of [400, 20, 3, 0]) {
      const timeMs = today - daysAgo * dayMs + 1_000;
      const traceId = String(daysAgo).padStart(32, "1");
      const spanId = String(daysAgo).padStart(16, "1");
      await store.append([
        ...spanBlocks([
          { service: "old", name: "GET", startMs: timeMs, durationMs: 5, traceId, spanId },
        ]),
        ...logBlocks([{ service: "old", timeMs, body: "x", severity: 9 }]),
      ]);
    }
    expect(await store.drain(60_000)).toBe(true);
    expect(describePartitions(await store.upkeep.partitions())).toEqual(
      [400, 20, 3, 0].flatMap((days) => [`logs ${days}: 1`, `spans ${days}: 1`]),
    );
  });

  it("drops what a plan says, twice without harm", async () => {
    const store = storeOf(kind);
    const policy = { traces: 10, logs: 30, metrics: 1, rollups: 3_650 };
    const { drops } = planUpkeep({
      partitions: await store.upkeep.partitions(),
      disks: await store.queries.disks(),
      limits: { highWaterShare: 1 },
      policy,
      nowMs,
    });
    for (const { partition } of [...drops, ...drops]) await store.upkeep.drop(partition);
    const left = await store.upkeep.partitions();
    expect(describePartitions(left)).toEqual([
      "logs 20: 1",
      "logs 3: 1",
      "spans 3: 1",
      "logs 0: 1",
      "spans 0: 1",
    ]);
    expect(left.filter(({ table }) => table === "red_1m").length).toBeGreaterThanOrEqual(3);
    const arrival = await store.queries.recentArrival();
    expect(arrival.find(({ signal }) => signal === "traces")?.rows).toBe(2);
  });

  it("refuses what is no partition of a kept table", async () => {
    const { upkeep } = storeOf(kind);
    await expect(upkeep.drop({ table: "service_catalog", id: "20260101" })).rejects.toThrow(
      RangeError,
    );
    await expect(upkeep.drop({ table: "spans", id: "1' OR '1" })).rejects.toThrow(RangeError);
  });

  it("knows the disks, and that this engine writes no log tables", async () => {
    const store = storeOf(kind);
    const disks = await store.queries.disks();
    expect(disks).toHaveLength(1);
    for (const { totalBytes, freeBytes } of disks) {
      expect(freeBytes).toBeGreaterThan(0);
      expect(freeBytes).toBeLessThan(totalBytes);
    }
    expect(await store.upkeep.systemLogs()).toEqual([]);
  });
});

describe("the retention step of the schema", () => {
  it("can be taken again by a process that comes second", async () => {
    const limits = { timeLimitMs: 5_000, maxQueryMemoryBytes: 10 ** 8 };
    const connection = openServer({ url: gateway?.url ?? "" }, limits, 1);
    const { loads } = connection;
    await loads.command({
      query: "ALTER TABLE schema_migrations DELETE WHERE version = 6 SETTINGS mutations_sync = 1",
    });
    expect(await runMigrations(loads, {})).toEqual([6]);
    const tables = await loads.query({
      query:
        "SELECT name FROM system.tables WHERE database = currentDatabase() AND create_table_query LIKE '% TTL %' ORDER BY name",
      format: "JSONEachRow",
    });
    expect(await tables.json()).toEqual([{ name: "metric_catalog" }, { name: "service_catalog" }]);
    await connection.close();
  });
});
