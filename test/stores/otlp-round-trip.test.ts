import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createBatchBuilder,
  decodeAttributes,
  decodeValue,
  telemetryColumns,
  telemetryTables,
} from "@headroom/otlp";
import type { NativeBlock, OtlpKeyValue, TelemetryTable } from "@headroom/otlp";
import { loadSegment, openEmbedded, runMigrations } from "@headroom/telemetry-store";
import type { Segment, StoreConnection } from "@headroom/telemetry-store";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arbitraryRequests } from "./otlp-arbitrary.ts";
import type { Json } from "./otlp-arbitrary.ts";

/** Requests of each signal in one batch, and how many batches. */
const batchRequests = 80;
const batches = 3;

let directory = "";
let connection: StoreConnection;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "headroom-round-trip-"));
  connection = await openEmbedded(
    { directory: join(directory, "data"), maxMemoryBytes: 1024 ** 3 },
    { timeLimitMs: 60_000, maxQueryMemoryBytes: 512 * 1024 ** 2 },
  );
  await runMigrations(connection.loads, {});
});

afterAll(async () => {
  await connection.close();
  await rm(directory, { recursive: true, force: true });
});

const nowNs = BigInt(Date.now()) * 1_000_000n;
const requests = arbitraryRequests(nowNs);
const list = <Item>(item: fc.Arbitrary<Item>): fc.Arbitrary<Item[]> =>
  fc.array(item, { minLength: batchRequests, maxLength: batchRequests, size: "max" });
const batch = fc.record({
  traces: list(requests.traces),
  logs: list(requests.logs),
  metrics: list(requests.metrics),
});
type Batch = typeof batch extends fc.Arbitrary<infer Value> ? Value : never;

function decode({ traces, logs, metrics }: Batch): NativeBlock[] {
  const builder = createBatchBuilder();
  const encode = (request: unknown): Uint8Array => Buffer.from(JSON.stringify(request));
  const results = [
    ...traces.map((request) => builder.addTraces(encode(request), "json")),
    ...logs.map((request) => builder.addLogs(encode(request), "json", nowNs)),
    ...metrics.map((request) => builder.addMetrics(encode(request), "json")),
  ];
  expect(results.filter((result) => result.rejected > 0)).toEqual([]);
  return builder.takeBlocks();
}

async function load(blocks: readonly NativeBlock[], nonce: number): Promise<Segment[]> {
  const segments: Segment[] = [];
  for (const { table, bytes, rows } of blocks) {
    const id = `${table}-${nonce}`;
    const path = join(directory, `${id}.native`);
    await writeFile(path, bytes);
    const segment = { id, table, path, openedMs: 0, bytes: bytes.length, rows };
    await connection.loads.command({ query: `TRUNCATE TABLE ${table}` });
    await loadSegment(connection, connection.loads, segment);
    segments.push(segment);
  }
  return segments;
}

async function select<Row>(query: string): Promise<Row[]> {
  const result = await connection.loads.query({ query, format: "JSONEachRow" });
  return result.json<Row>();
}

/** Rows that the file and the table do not have equally often, compared by the bytes of all columns. */
async function countDifferences({ table, path }: Segment): Promise<unknown> {
  const columns = telemetryColumns[table];
  const names = columns.map(({ name }) => `\`${name}\``).join(", ");
  const row = `hex(formatRow('RowBinary', ${names})) AS bytes`;
  return select(
    `SELECT count() AS rows, sum(abs(balance)) AS differences FROM (
       SELECT sum(side) AS balance FROM (
         SELECT ${row}, 1 AS side FROM file('${path}', 'Native')
         UNION ALL SELECT ${row}, -1 AS side FROM ${table}
       ) GROUP BY bytes)`,
  );
}

const pairsOf = (column: string): string =>
  `CAST(${column}, 'Array(Tuple(String, String))') AS ${column}`;

type Pairs = [string, string][];
interface AttributeRow {
  readonly resource_attributes: Pairs;
  readonly resource_attribute_types: string;
  readonly scope_attributes: Pairs;
  readonly scope_attribute_types: string;
  readonly attributes: Pairs;
  readonly attribute_types: string;
  readonly text?: string;
  readonly types?: string;
}

/** What a table gives back of attributes and body (or metadata of the metric), rebuilt. */
async function readValues(table: TelemetryTable): Promise<string[]> {
  const maps = ["resource_attributes", "scope_attributes", "attributes"].map(pairsOf);
  const types = ["resource_attribute_types", "scope_attribute_types", "attribute_types"];
  const more =
    table === "spans"
      ? []
      : table === "logs"
        ? ["body AS text", "body_type AS types"]
        : ["metric_metadata AS text", "metric_metadata_types AS types"];
  const rows = await select<AttributeRow>(
    `SELECT ${[...maps, ...types, ...more].join(", ")} FROM ${table}`,
  );
  return rows.map((row) =>
    JSON.stringify([
      decodeAttributes(row.resource_attributes, row.resource_attribute_types),
      decodeAttributes(row.scope_attributes, row.scope_attribute_types),
      decodeAttributes(row.attributes, row.attribute_types),
      table === "logs" ? decodeValue(row.text ?? "", row.types ?? "") : null,
      table === "spans" || table === "logs" ? null : rebuildMetadata(row),
    ]),
  );
}

function rebuildMetadata({ text = "", types = "" }: AttributeRow): readonly OtlpKeyValue[] {
  const value = text === "" ? {} : decodeValue(text, types);
  return "kvlistValue" in value ? value.kvlistValue.values : [];
}

const listAt = (value: unknown, name: string): Json[] =>
  (value as Record<string, Json[]>)[name] ?? [];

/** The same of what was sent, by table. */
function sentValues({ traces, logs, metrics }: Batch): Map<TelemetryTable, string[]> {
  const sent = new Map<TelemetryTable, string[]>();
  const add = (table: TelemetryTable, values: readonly unknown[]): void => {
    sent.set(table, [...(sent.get(table) ?? []), JSON.stringify(values)]);
  };
  const visit = (
    all: readonly unknown[],
    [outer, inner, items]: readonly [string, string, string],
    each: (item: Json, around: readonly unknown[]) => void,
  ): void => {
    for (const resourceItems of all.flatMap((request) => listAt(request, outer))) {
      const resource = resourceItems["resource"] as Json;
      for (const scopeItems of listAt(resourceItems, inner)) {
        const scope = scopeItems["scope"] as Json;
        const around = [resource["attributes"], scope["attributes"]];
        for (const item of listAt(scopeItems, items)) each(item, around);
      }
    }
  };
  visit(traces, ["resourceSpans", "scopeSpans", "spans"], (span, around) =>
    add("spans", [...around, span["attributes"], null, null]),
  );
  visit(logs, ["resourceLogs", "scopeLogs", "logRecords"], (log, around) =>
    add("logs", [...around, log["attributes"], log["body"], null]),
  );
  const tables = [
    ["gauge", "metrics_number"],
    ["sum", "metrics_number"],
    ["histogram", "metrics_histogram"],
    ["exponentialHistogram", "metrics_exp_histogram"],
    ["summary", "metrics_summary"],
  ] as const;
  visit(metrics, ["resourceMetrics", "scopeMetrics", "metrics"], (metric, around) => {
    for (const [kind, table] of tables) {
      for (const point of listAt(metric[kind] ?? {}, "dataPoints")) {
        add(table, [...around, point["attributes"], null, metric["metadata"]]);
      }
    }
  });
  return sent;
}

describe("arbitrary requests", () => {
  it("come back from the engine as they were sent", async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(batch, async (sent) => {
        const segments = await load(decode(sent), run++);
        expect(segments.map((segment) => segment.table)).toEqual([...telemetryTables]);
        const expected = sentValues(sent);
        for (const segment of segments) {
          const { table } = segment;
          expect(await countDifferences(segment)).toMatchObject([{ differences: "0" }]);
          expect((await readValues(table)).sort()).toEqual(expected.get(table)?.sort());
        }
      }),
      { numRuns: batches, endOnFailure: true },
    );
  });
});
