/**
 * Whether ingest stays as fast when much is stored: spans per second into a store of about a million
 * rows and into the same store after it has grown, same machine, same run.
 *
 *     npm run bench:full-store [-- --stored 100000000 --rows 1000000]
 *
 * The stored rows are copies of the first ones, moved to earlier days and merged by the engine. The
 * last line is JSON.
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { openEmbedded } from "@headroom/telemetry-store";
import { eventually } from "../harness/eventually.ts";
import { startProduct, type Product } from "../harness/product.ts";
import { readUsage } from "./ingest/process-usage.ts";
import { sendLoad } from "./ingest/run-child.ts";

const { values } = parseArgs({
  options: {
    stored: { type: "string", default: "100000000" },
    rows: { type: "string", default: "1000000" },
  },
});
const rows = Number(values.rows);
const wanted = Number(values.stored);
const days = 10;
const measurements = 3;

async function countSpans(product: Product): Promise<number> {
  const { storage } = await product.api.call("getStatus");
  return storage.find(({ table }) => table === "spans")?.rows ?? 0;
}

interface Rate {
  readonly rowsPerSecond: number;
  readonly cpuSecondsPerMillion: number;
}

/** From the first request until the last row can be queried. */
async function measureRate(product: Product): Promise<Rate> {
  const urls = { httpUrl: product.otlpHttpUrl, grpcUrl: product.otlpGrpcUrl };
  const before = await countSpans(product);
  const cpuBefore = readUsage(product.pid()).cpuSeconds;
  const load = await sendLoad({
    ...urls,
    signal: "spans",
    protocol: "http",
    rows,
    rowsPerSecond: null,
    connections: 16,
  });
  await eventually(
    "all spans can be queried",
    async () => (await countSpans(product)) >= before + load.acknowledgedRows || undefined,
    300_000,
  );
  const seconds = (Date.now() - load.startedAtMs) / 1_000;
  const cpuSeconds = readUsage(product.pid()).cpuSeconds - cpuBefore;
  const rate = {
    rowsPerSecond: Math.round(load.acknowledgedRows / seconds),
    cpuSecondsPerMillion: Math.round((cpuSeconds * 1e7) / load.acknowledgedRows) / 10,
  };
  console.log(`${before} rows stored:`, rate);
  return rate;
}

/** The median of several measurements; the first is left out, it warms the process up. */
async function measureRates(product: Product): Promise<number> {
  await measureRate(product);
  const rates: number[] = [];
  while (rates.length < measurements) rates.push((await measureRate(product)).rowsPerSecond);
  return rates.toSorted((left, right) => left - right)[Math.floor(measurements / 2)] ?? 0;
}

/** Copies the stored spans to earlier days until there are enough, and waits for the merges. */
async function fill(directory: string): Promise<number> {
  const limits = { timeLimitMs: 600_000, maxQueryMemoryBytes: 1024 ** 3 };
  const engine = await openEmbedded({ directory, maxMemoryBytes: 2 * 1024 ** 3 }, limits);
  const run = (query: string): Promise<unknown> => engine.loads.command({ query });
  const ask = async (query: string): Promise<number> =>
    Number(await (await engine.loads.query({ query, format: "TabSeparated" })).text());
  const perDay = await ask("SELECT count() FROM spans");
  const copies = Math.max(1, Math.round(wanted / days / perDay));
  const columns = "* REPLACE(timestamp - toIntervalDay({day}) AS timestamp)";
  await run("CREATE TABLE one_day AS spans");
  for (let day = 1; day <= days; day++) {
    await run("TRUNCATE TABLE one_day");
    await run(`INSERT INTO one_day SELECT ${columns.replace("{day}", String(day))} FROM spans
WHERE spans.timestamp > (SELECT max(timestamp) FROM spans) - INTERVAL 12 HOUR
SETTINGS prefer_column_name_to_alias = 1, insert_deduplicate = 0`);
    const partitions = await engine.loads.query({
      query: "SELECT DISTINCT partition FROM system.parts WHERE active AND table = 'one_day'",
      format: "TabSeparated",
    });
    for (const partition of (await partitions.text()).trim().split("\n")) {
      for (let copy = 0; copy < copies; copy++) {
        await run(`ALTER TABLE spans ATTACH PARTITION '${partition}' FROM one_day`);
      }
    }
    console.log(`day ${day}: ${await ask("SELECT count() FROM spans")} rows`);
  }
  await run("DROP TABLE one_day SYNC");
  for (let quiet = 0; quiet < 5; quiet++) {
    await delay(1_000);
    if ((await ask("SELECT count() FROM system.merges")) > 0) quiet = -1;
  }
  const stored = await ask("SELECT count() FROM spans");
  await engine.close();
  return stored;
}

const product = await startProduct({ HEADROOM_LOG_LEVEL: "warn" });
try {
  const emptyRate = await measureRates(product);
  await product.stop();
  const stored = await fill(join(product.dataDirectory, "clickhouse"));
  // What the filling left to be written is no part of what is measured.
  execFileSync("sync");
  await product.restart();
  const fullRate = await measureRates(product);
  const ratio = Math.round((100 * fullRate) / emptyRate) / 100;
  console.log(JSON.stringify({ bench: "full-store", stored, emptyRate, fullRate, ratio }));
} finally {
  await product.dispose();
}
