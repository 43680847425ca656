/**
 * What other ways of storing spans would cost and bring: attribute type, codec, order, indexes.
 *
 *     npm run bench:schema [-- --rows 1000000 --unique]
 *
 * Each variant takes the same rows through the engine alone, without roll-ups and merges. Prints CPU
 * seconds per million rows inserted, bytes per row after one merge, and the median time of each
 * query, ms. With --unique one attribute has another value in every row. The last line is JSON.
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createBatchBuilder, telemetryColumns } from "@headroom/otlp";
import { openEmbedded, runMigrations } from "@headroom/telemetry-store";
import {
  ATTR_CLIENT_ADDRESS,
  ATTR_HTTP_ROUTE,
  ATTR_SERVER_ADDRESS,
} from "@opentelemetry/semantic-conventions";
import { buildRequest, rowsPerRequest } from "./ingest/shop-traffic.ts";

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    unique: { type: "boolean", default: false },
  },
});
const rowsPerFile = 125_000;
const fileCount = Math.max(1, Math.round(Number(values.rows) / rowsPerFile));
const repeats = 5;
const hourNs = 3_600_000_000_000n;

interface Variant {
  readonly name: string;
  /** Changes the statement that creates the table of the product. */
  readonly create: (statement: string) => string;
  /** How an attribute is read. */
  readonly attribute: (key: string) => string;
  /** All keys of a row. */
  readonly keys: string;
  /** What of the loaded columns is converted on insert. */
  readonly convert?: (column: string) => string;
}

const asMap = {
  attribute: (key: string) => `attributes['${key}']`,
  keys: "mapKeys(attributes)",
};
const same = (statement: string): string => statement;
const replaceType = (from: RegExp, to: string) => (statement: string) =>
  statement.replaceAll(from, to);
const withoutIndexes = (statement: string): string =>
  statement.replaceAll(/,\s*INDEX [^\n]+?GRANULARITY \d+/g, "");
const attributeColumns = new Set(["attributes", "resource_attributes", "scope_attributes"]);
const mapType = /(`(?:resource_|scope_)?attributes`) Map\(LowCardinality\(String\), String\)/g;

const variants: readonly Variant[] = [
  { name: "as it is", create: same, ...asMap },
  {
    name: "JSON attributes",
    create: (statement) => withoutIndexes(statement.replaceAll(mapType, "$1 JSON")),
    attribute: (key) => `attributes.\`${key.replaceAll(".", "`.`")}\`::String`,
    keys: "JSONAllPaths(attributes)",
    convert: (column) =>
      attributeColumns.has(column) ? `CAST(toJSONString(\`${column}\`), 'JSON')` : `\`${column}\``,
  },
  {
    name: "Map(String, String)",
    create: replaceType(mapType, "$1 Map(String, String)"),
    ...asMap,
  },
  {
    name: "Map of LowCardinality values",
    create: replaceType(mapType, "$1 Map(LowCardinality(String), LowCardinality(String))"),
    ...asMap,
  },
  { name: "no attribute indexes", create: withoutIndexes, ...asMap },
  { name: "LZ4 everywhere", create: replaceType(/ZSTD\(1\)/g, "LZ4"), ...asMap },
  { name: "ZSTD(3)", create: replaceType(/ZSTD\(1\)/g, "ZSTD(3)"), ...asMap },
  {
    name: "ZSTD(1) for maps",
    create: replaceType(/(Map\([^\n]*)CODEC\(LZ4\)/g, "$1CODEC(ZSTD(1))"),
    ...asMap,
  },
  {
    name: "LowCardinality values, LZ4",
    create: (statement) =>
      statement
        .replaceAll(mapType, "$1 Map(LowCardinality(String), LowCardinality(String))")
        .replaceAll("ZSTD(1)", "LZ4"),
    ...asMap,
  },
  {
    name: "ordered by time",
    create: replaceType(/ORDER BY \([^\n]+/g, "ORDER BY (service_name, timestamp)"),
    ...asMap,
  },
  {
    name: "ordered by operation",
    create: replaceType(/ORDER BY \([^\n]+/g, "ORDER BY (service_name, name, timestamp)"),
    ...asMap,
  },
];

function queriesOf({ attribute, keys }: Variant, traceId: string): Record<string, string> {
  const route = attribute(ATTR_HTTP_ROUTE);
  const day = "timestamp > (SELECT max(timestamp) FROM t) - INTERVAL 1 DAY";
  return {
    filter: `SELECT count() FROM t WHERE service_name = 'orders' AND ${route} = '/api/v1/carts/{id}' AND ${day}`,
    rare: `SELECT count() FROM t WHERE ${attribute(ATTR_CLIENT_ADDRESS)} = '10.0.3.77' AND ${attribute(ATTR_SERVER_ADDRESS)} LIKE 'users%'`,
    facet: `SELECT ${route} AS v, count() FROM t GROUP BY v ORDER BY 2 DESC LIMIT 20`,
    keys: `SELECT arrayJoin(${keys}) AS k, count() FROM t WHERE ${day} GROUP BY k`,
    trace: `SELECT count() FROM t WHERE trace_id = unhex('${traceId}')`,
    latest: `SELECT name, duration_ns FROM t WHERE service_name = 'orders' ORDER BY timestamp DESC LIMIT 50`,
    operation: `SELECT quantile(0.99)(duration_ns) FROM t WHERE service_name = 'orders' AND name = 'GET /api/v1/carts/{id}'`,
  };
}

const directory = await mkdtemp(join(tmpdir(), "headroom-schema-"));
const limits = { timeLimitMs: 120_000, maxQueryMemoryBytes: 1024 ** 3 };
const engine = await openEmbedded({ directory, maxMemoryBytes: 2 * 1024 ** 3 }, limits);

async function ask(query: string): Promise<string> {
  // The same query again would be answered from what the engine remembers of its condition.
  const once = { use_query_condition_cache: 0 as const };
  const answer = await engine.loads.query({
    query,
    format: "TabSeparatedRaw",
    clickhouse_settings: once,
  });
  return (await answer.text()).trim();
}

async function writeFiles(): Promise<string[]> {
  const pool = Array.from({ length: 48 }, (_, seed) => buildRequest("spans", seed));
  const places = pool.map(({ body }) => findAddresses(body));
  const files: string[] = [];
  for (let file = 0; file < fileCount; file++) {
    const builder = createBatchBuilder();
    const nowNs = BigInt(Date.now()) * 1_000_000n - BigInt(file) * 6n * hourNs;
    for (let index = 0; index < rowsPerFile / rowsPerRequest; index++) {
      const request = pool[index % pool.length] ?? buildRequest("spans", 0);
      request.stamp(nowNs);
      if (values.unique) makeUnique(request.body, places[index % pool.length] ?? []);
      builder.addTraces(request.body, "protobuf");
    }
    const path = join(directory, `${file}.native`);
    await writeFile(path, Buffer.concat(builder.takeBlocks().map(({ bytes }) => bytes)));
    files.push(path);
  }
  return files;
}

/** Where the client addresses stand. */
function findAddresses(body: Buffer): number[] {
  const places: number[] = [];
  for (let at = body.indexOf("10.0."); at >= 0; at = body.indexOf("10.0.", at + 5)) places.push(at);
  return places;
}

/** Puts random characters over the client address, an attribute of every span. */
function makeUnique(body: Buffer, places: readonly number[]): void {
  for (const at of places) body.write(randomBytes(6).toString("base64url"), at, "latin1");
}

function cpuSeconds(): number {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  return (userCPUTime + systemCPUTime) / 1e6;
}

async function medianMs(query: string): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < repeats; index++) {
    const startMs = performance.now();
    await ask(query);
    times.push(performance.now() - startMs);
  }
  return Math.round((times.toSorted((a, b) => a - b)[Math.floor(repeats / 2)] ?? 0) * 10) / 10;
}

async function measure(variant: Variant, statement: string, files: readonly string[]) {
  const columns = telemetryColumns.spans;
  const structure = columns.map(({ name, type }) => `\`${name}\` ${type}`).join(", ");
  const names = columns.map(({ name }) => `\`${name}\``).join(", ");
  const read = columns.map(({ name }) => variant.convert?.(name) ?? `\`${name}\``).join(", ");
  await engine.loads.command({ query: variant.create(statement) });
  await engine.loads.command({ query: "SYSTEM STOP MERGES t" });
  const before = cpuSeconds();
  for (const path of files) {
    await engine.loads.command({
      query: `INSERT INTO t (${names}) SETTINGS max_threads = 1, max_insert_threads = 1, min_insert_block_size_rows = 262144, max_block_size = 262144
SELECT ${read} FROM file('${path}', 'Native', '${structure.replaceAll("'", "\\'")}')`,
    });
  }
  const insertCpu = ((cpuSeconds() - before) * 1e6) / (files.length * rowsPerFile);
  await engine.loads.command({ query: "SYSTEM START MERGES t" });
  await engine.loads.command({ query: "OPTIMIZE TABLE t FINAL" });
  const bytes = Number(
    await ask(
      "SELECT sum(bytes_on_disk) / sum(rows) FROM system.parts WHERE active AND table = 't'",
    ),
  );
  const traceId = await ask("SELECT hex(any(trace_id)) FROM t");
  const queryMs: Record<string, number> = {};
  for (const [name, query] of Object.entries(queriesOf(variant, traceId))) {
    queryMs[name] = await medianMs(query);
  }
  await engine.loads.command({ query: "DROP TABLE t SYNC" });
  const round = (value: number): number => Math.round(value * 100) / 100;
  return { variant: variant.name, insertCpu: round(insertCpu), bytes: round(bytes), ...queryMs };
}

await runMigrations(engine.loads, {});
const statement = (await ask("SHOW CREATE TABLE spans"))
  .replaceAll("\\n", "\n")
  .replaceAll("\\'", "'")
  .replace(/CREATE TABLE \S+/, "CREATE TABLE t");
const files = await writeFiles();
const results = [];
for (const variant of variants) {
  try {
    results.push(await measure(variant, statement, files));
  } catch (error) {
    console.log(variant.name, "failed:", error instanceof Error ? error.message : error);
    await engine.loads.command({ query: "DROP TABLE IF EXISTS t SYNC" });
  }
}
console.table(results);
await engine.close();
await rm(directory, { recursive: true, force: true });
console.log(JSON.stringify({ bench: "schema", rows: fileCount * rowsPerFile, results }));
