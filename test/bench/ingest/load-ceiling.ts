/**
 * The ceiling, a process of its own: rows as ready-made Native files, loaded into the product's own
 * tables and views by the engine alone, with its own choice of threads. Arguments: signal, rows.
 * Prints rows per second as JSON.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBatchBuilder, telemetryColumns } from "@headroom/otlp";
import { openEmbedded, runMigrations } from "@headroom/telemetry-store";
import {
  buildRequest,
  rowsPerRequest,
  type BenchRequest,
  type BenchSignal,
} from "./shop-traffic.ts";

const tables = { spans: "spans", logs: "logs", points: "metrics_number" } as const;
const rowsPerFile = 50_000;
const distinctRequests = 48;
const signal = process.argv[2] as BenchSignal;
const rows = Number(process.argv[3]);
const table = tables[signal];

function encodeRows(pool: readonly BenchRequest[]): Buffer {
  const builder = createBatchBuilder();
  const nowNs = BigInt(Date.now()) * 1_000_000n;
  for (let index = 0; index < rowsPerFile / rowsPerRequest; index++) {
    const { body, stamp } = pool[index % pool.length] ?? buildRequest(signal, 0);
    stamp(nowNs);
    if (signal === "spans") builder.addTraces(body, "protobuf");
    else if (signal === "logs") builder.addLogs(body, "protobuf", nowNs);
    else builder.addMetrics(body, "protobuf");
  }
  return Buffer.concat(builder.takeBlocks().map(({ bytes }) => bytes));
}

const directory = await mkdtemp(join(tmpdir(), "headroom-ceiling-"));
const limits = { timeLimitMs: 60_000, maxQueryMemoryBytes: 512 << 20 };
const connection = await openEmbedded({ directory, maxMemoryBytes: 1024 << 20 }, limits);
await runMigrations(connection.loads, {});
const pool = Array.from({ length: distinctRequests }, (_, seed) => buildRequest(signal, seed));
const files: string[] = [];
for (let written = 0; written < rows; written += rowsPerFile) {
  const path = join(directory, `${files.length}.native`);
  await writeFile(path, encodeRows(pool));
  files.push(path);
}
const names = telemetryColumns[table].map(({ name }) => `\`${name}\``).join(", ");
const structure = telemetryColumns[table].map(({ name, type }) => `\`${name}\` ${type}`).join(", ");
const startMs = performance.now();
for (const path of files) {
  await connection.loads.command({
    query: `INSERT INTO ${table} (${names}) SETTINGS max_threads = 2, max_insert_threads = 2
SELECT ${names} FROM file('${path}', 'Native', '${structure.replaceAll("'", "\\'")}')`,
  });
}
const seconds = (performance.now() - startMs) / 1_000;
console.log(JSON.stringify({ rowsPerSecond: Math.round((files.length * rowsPerFile) / seconds) }));
await connection.close();
await rm(directory, { recursive: true, force: true });
