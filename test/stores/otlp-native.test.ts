import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createBatchBuilder, telemetryColumns, telemetryTables } from "@headroom/otlp";
import type { NativeBlock, TelemetryTable } from "@headroom/otlp";
import { Session } from "chdb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logsDocument, metricsDocument, tracesDocument } from "./otlp-documents.ts";

let directory = "";
let session: Session;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "otlp-native-"));
  session = new Session(path.join(directory, "data"));
  session.query("CREATE DATABASE IF NOT EXISTS telemetry");
});

afterAll(async () => {
  session.cleanup();
  await rm(directory, { recursive: true, force: true });
});

const toBody = (document: unknown): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(document));

function buildBlocks(): NativeBlock[] {
  const builder = createBatchBuilder();
  builder.addTraces(toBody(tracesDocument), "json");
  builder.addLogs(toBody(logsDocument), "json", 1_760_000_009_000_000_007n);
  builder.addMetrics(toBody(metricsDocument), "json");
  return builder.takeBlocks();
}

function blocksOf(table: TelemetryTable): NativeBlock[] {
  return buildBlocks().filter((block) => block.table === table);
}

async function writeBlocks(name: string, blocks: readonly NativeBlock[]): Promise<string> {
  const file = path.join(directory, name);
  await writeFile(file, Buffer.concat(blocks.map((block) => block.bytes)));
  return file;
}

function select(sql: string): unknown[] {
  const text = session.query(
    `${sql} SETTINGS output_format_json_quote_64bit_integers = 1`,
    "JSONEachRow",
  );
  return String(text)
    .split("\n")
    .filter((line) => line !== "")
    .map((line): unknown => JSON.parse(line));
}

/** Creates a table of the block's own column types, with some columns of lower cardinality. */
function createTable(table: TelemetryTable): void {
  const columns = telemetryColumns[table].map(({ name, type }) => {
    if (name === "service_name") return `\`${name}\` LowCardinality(String)`;
    if (type === "Map(String, String)") return `\`${name}\` Map(LowCardinality(String), String)`;
    return `\`${name}\` ${type}`;
  });
  session.query(
    `CREATE OR REPLACE TABLE telemetry.${table} (${columns.join(", ")})
     ENGINE = MergeTree PARTITION BY toDate(timestamp) ORDER BY (service_name, timestamp)`,
  );
}

async function load(table: TelemetryTable, blocks: readonly NativeBlock[]): Promise<void> {
  createTable(table);
  const file = await writeBlocks(`${table}.native`, blocks);
  session.query(`INSERT INTO telemetry.${table} SELECT * FROM file('${file}', 'Native')`);
}

describe("Native blocks in ClickHouse", () => {
  it.each(telemetryTables)("have the columns and types of %s", async (table) => {
    const file = await writeBlocks(`schema-${table}.native`, blocksOf(table));
    const described = select(`DESCRIBE TABLE file('${file}', 'Native')`);
    expect(described).toMatchObject(
      telemetryColumns[table].map(({ name, type }) => ({ name, type })),
    );
    expect(described).toHaveLength(telemetryColumns[table].length);
  });

  it.each(telemetryTables)("of %s are written again by ClickHouse byte for byte", async (table) => {
    const file = await writeBlocks(`in-${table}.native`, blocksOf(table));
    const copy = path.join(directory, `out-${table}.native`);
    session.query(
      `INSERT INTO FUNCTION file('${copy}', 'Native') SELECT * FROM file('${file}', 'Native')`,
    );
    const [written, read] = await Promise.all([readFile(file), readFile(copy)]);
    expect(read.equals(written)).toBe(true);
  });

  it("load into tables of every kind, several blocks in one file", async () => {
    const twice = [...buildBlocks(), ...buildBlocks()];
    for (const table of telemetryTables) {
      const blocks = twice.filter((block) => block.table === table);
      await load(table, blocks);
      const rows = blocks.reduce((total, block) => total + block.rows, 0);
      expect(rows).toBeGreaterThan(1);
      expect(select(`SELECT count() AS rows FROM telemetry.${table}`)).toEqual([
        { rows: String(rows) },
      ]);
    }
  });

  it("keep spans with their events and links", async () => {
    await load("spans", blocksOf("spans"));
    const rows = select(
      `SELECT service_name, toUnixTimestamp64Nano(timestamp) AS ns, duration_ns,
        lower(hex(trace_id)) AS trace, lower(hex(parent_span_id)) AS parent, kind,
        attributes['big'] AS big, attributes['list'] AS list,
        arrayMap(t -> toUnixTimestamp64Nano(t), \`events.timestamp\`) AS event_ns,
        \`events.name\` AS event_names, \`events.attributes\` AS event_attributes,
        arrayMap(id -> lower(hex(id)), \`links.span_id\`) AS link_ids
       FROM telemetry.spans ORDER BY name`,
    );
    expect(rows).toEqual([
      {
        service_name: "checkout",
        ns: "1760000000123456789",
        duration_ns: "5000000001",
        trace: "0123456789abcdef0123456789abcdef",
        parent: "ffeeddccbbaa9988",
        kind: 2,
        big: "-9223372036854775808",
        list: '["a",1.5]',
        event_ns: ["1760000001000000001", "1760000002000000002"],
        event_names: ["one", "two"],
        event_attributes: [{ k: "v" }, {}],
        link_ids: ["1111111111111111"],
      },
      expect.objectContaining({
        parent: "0000000000000000",
        duration_ns: "0",
        event_ns: [],
        link_ids: [],
      }),
    ]);
  });

  it("keep logs and metrics exact", async () => {
    for (const block of buildBlocks()) await load(block.table, [block]);
    expect(
      select(
        `SELECT toUnixTimestamp64Nano(timestamp) AS ns, body, severity_number
         FROM telemetry.logs ORDER BY ns`,
      ),
    ).toEqual([
      { ns: "1760000000123456789", body: "größer \u2713", severity_number: 17 },
      { ns: "1760000009000000007", body: '{"a":[true]}', severity_number: 0 },
    ]);
    expect(
      select(
        `SELECT metric_name, is_sum, int_value, value, \`exemplars.value\` AS exemplars
         FROM telemetry.metrics_number ORDER BY metric_name`,
      ),
    ).toEqual([
      { metric_name: "depth", is_sum: 0, int_value: "0", value: -2.5, exemplars: [] },
      {
        metric_name: "requests",
        is_sum: 1,
        int_value: "9007199254740993",
        value: 9007199254740992,
        exemplars: [-3],
      },
    ]);
    expect(
      select(
        `SELECT count, sum, min, max, bucket_counts, explicit_bounds
         FROM telemetry.metrics_histogram ORDER BY count`,
      ),
    ).toEqual([
      { count: "0", sum: null, min: null, max: null, bucket_counts: [], explicit_bounds: [] },
      {
        count: "18446744073709551615",
        sum: 12.5,
        min: 0,
        max: 9.75,
        bucket_counts: ["1", "2", "18446744073709551612"],
        explicit_bounds: [0.5, 10],
      },
    ]);
    expect(
      select(
        `SELECT scale, positive_offset, positive_bucket_counts, zero_threshold
         FROM telemetry.metrics_exp_histogram`,
      ),
    ).toEqual([
      { scale: -3, positive_offset: -5, positive_bucket_counts: ["1", "2"], zero_threshold: 0.001 },
    ]);
    expect(select("SELECT quantiles, values FROM telemetry.metrics_summary")).toEqual([
      { quantiles: [0.5, 0.99], values: [1, 3] },
    ]);
  });
});
