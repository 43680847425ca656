import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBatchBuilder, telemetryColumns, telemetryTables } from "@headroom/otlp";
import type { TelemetryTable } from "@headroom/otlp";
import { loadSegment, openEmbedded, openServer, runMigrations } from "@headroom/telemetry-store";
import type { Segment, StoreConnection } from "@headroom/telemetry-store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startClickHouseGateway } from "../harness/clickhouse-gateway.ts";
import { logsDocument, metricsDocument, tracesDocument } from "./otlp-documents.ts";

/** Columns of each table before the types of values were kept: the schema up to step 4. */
const oldColumnCounts: Readonly<Record<TelemetryTable, number>> = {
  spans: 35,
  logs: 21,
  metrics_number: 28,
  metrics_histogram: 29,
  metrics_exp_histogram: 34,
  metrics_summary: 21,
};
const lastOldStep = 4;

interface Engine {
  readonly connection: StoreConnection;
  close(): Promise<void>;
}

async function startEmbedded(directory: string): Promise<Engine> {
  const options = { directory: join(directory, "data"), maxMemoryBytes: 1024 ** 3 };
  const limits = { timeLimitMs: 30_000, maxQueryMemoryBytes: 512 * 1024 ** 2 };
  const connection = await openEmbedded(options, limits);
  return { connection, close: () => connection.close() };
}

async function startServer(): Promise<Engine> {
  const gateway = await startClickHouseGateway();
  const limits = { timeLimitMs: 30_000, maxQueryMemoryBytes: 512 * 1024 ** 2 };
  const connection = openServer({ url: gateway.url }, limits, 2);
  return {
    connection,
    async close() {
      await connection.close();
      await gateway.stop();
    },
  };
}

/** Brings a new schema back to where it was before the types of values were kept. */
async function undoNewSteps({ loads }: StoreConnection): Promise<void> {
  await runMigrations(loads, {});
  for (const table of telemetryTables) {
    const added = telemetryColumns[table].slice(oldColumnCounts[table]);
    const drops = added.map(({ name }) => `DROP COLUMN \`${name}\``).join(", ");
    await loads.command({ query: `ALTER TABLE ${table} ${drops}` });
  }
  await loads.command({ query: `DELETE FROM schema_migrations WHERE version > ${lastOldStep}` });
}

/** The block without its columns after the first `count`, as an older version wrote it. */
function takeColumns(bytes: Uint8Array, count: number): Uint8Array {
  // A block starts with its column count; each column with its name and type.
  const at = Buffer.from(bytes).indexOf("\u0018resource_attribute_types\u0006String");
  return Uint8Array.of(count, ...bytes.subarray(1, at));
}

/** Documents with their times moved to an hour ago: old rows would be dropped at once. */
const recentSeconds = String(Math.floor(Date.now() / 100_000) - 36);
const encode = (document: unknown): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(document).replaceAll("17600000", recentSeconds));

describe.each([
  ["embedded ClickHouse", startEmbedded],
  ["ClickHouse over HTTP", startServer],
])("segments of a version without value types, in %s", (_name, start) => {
  let directory = "";
  let engine: Engine;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "headroom-old-segments-"));
    engine = await start(directory);
    await undoNewSteps(engine.connection);
  });

  afterAll(async () => {
    await engine.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function writeSegments(nonce: string, isOld: boolean): Promise<Segment[]> {
    const builder = createBatchBuilder();
    builder.addTraces(encode(tracesDocument), "json");
    builder.addLogs(encode(logsDocument), "json", BigInt(`${recentSeconds}00`) * 1_000_000_000n);
    builder.addMetrics(encode(metricsDocument), "json");
    const segments: Segment[] = [];
    for (const { table, bytes, rows } of builder.takeBlocks()) {
      const block = isOld ? takeColumns(bytes, oldColumnCounts[table]) : bytes;
      const id = `${table}-00001760000000-${nonce}`;
      const path = join(directory, `${id}.native`);
      // Two blocks in one file, as a segment has.
      await writeFile(path, Buffer.concat([block, block]));
      segments.push({ id, table, path, openedMs: 0, bytes: block.length * 2, rows: rows * 2 });
    }
    return segments;
  }

  async function load(segments: readonly Segment[]): Promise<void> {
    for (const segment of segments)
      await loadSegment(engine.connection, engine.connection.loads, segment);
  }

  async function select<Row>(query: string): Promise<Row[]> {
    const result = await engine.connection.loads.query({ query, format: "JSONEachRow" });
    return result.json<Row>();
  }

  async function countRows(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const table of telemetryTables) {
      const [row] = await select<{ rows: string }>(`SELECT count() AS rows FROM ${table}`);
      counts[table] = Number(row?.rows);
    }
    const [red] = await select<{ calls: number }>("SELECT sum(calls) AS calls FROM red_10s");
    return { ...counts, calls: red?.calls ?? -1 };
  }

  const once = {
    spans: 4,
    logs: 4,
    metrics_number: 4,
    metrics_histogram: 4,
    metrics_exp_histogram: 2,
    metrics_summary: 2,
    calls: 4,
  };

  it("load before and after the schema changes, and never twice", async () => {
    const first = await writeSegments("aa", true);
    await load(first);
    expect(await countRows()).toEqual(once);
    const [step] = await runMigrations(engine.connection.loads, {});
    expect(step).toBe(lastOldStep + 1);
    await load(first);
    expect(await countRows()).toEqual(once);
    const second = await writeSegments("bb", true);
    await load(second);
    await load(second);
    await load(first);
    const twice = Object.fromEntries(Object.entries(once).map(([name, n]) => [name, n * 2]));
    expect(await countRows()).toEqual(twice);
  });

  it("read as strings, with types for every event, link and exemplar", async () => {
    const spans = await select(
      `SELECT DISTINCT attribute_types, resource_attribute_types, \`events.attribute_types\` AS events,
        \`links.attribute_types\` AS links, end_before_start_ns AS backward
       FROM spans WHERE name = 'a full span'`,
    );
    expect(spans).toEqual([
      {
        attribute_types: "",
        resource_attribute_types: "",
        events: ["", ""],
        links: [""],
        backward: "0",
      },
    ]);
    const numbers = await select(
      `SELECT DISTINCT \`exemplars.attribute_types\` AS types, \`exemplars.int_value\` AS ints
       FROM metrics_number WHERE metric_name = 'requests'`,
    );
    expect(numbers).toEqual([{ types: [""], ints: [null] }]);
    const logs = await select("SELECT DISTINCT body_type, absent_times FROM logs");
    expect(logs).toEqual([{ body_type: "", absent_times: 0 }]);
  });

  it("stand beside new ones, which load once as well", async () => {
    const before = await countRows();
    const fresh = await writeSegments("cc", false);
    await load(fresh);
    await load(fresh);
    const after = Object.fromEntries(
      Object.entries(before).map(([name, n]) => [name, n + (once[name as keyof typeof once] ?? 0)]),
    );
    expect(await countRows()).toEqual(after);
    const spans = await select(
      `SELECT DISTINCT attribute_types AS types FROM spans WHERE name = 'a full span' ORDER BY types`,
    );
    expect(spans).toEqual([{ types: "" }, { types: "i[sd]" }]);
  });
});
