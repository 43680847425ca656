/**
 * Measures ingest from the wire to rows that can be queried, beside its ceiling in the same run.
 *
 *     npm run bench:ingest [-- --quick] [-- --rows 3000000] [-- --signals spans,logs,points]
 *
 * The server is the built one (npm run build). The load generator shares the cores with it. The
 * last line is JSON; rates are rows per second, sizes in bytes, times as their names say.
 */
import { parseArgs } from "node:util";
import { startProduct, type Product } from "../harness/product.ts";
import { eventually } from "../harness/eventually.ts";
import { measureFreshness } from "./ingest/measure-freshness.ts";
import { readUsage } from "./ingest/process-usage.ts";
import { measureCeiling, measureDecoding, sendLoad } from "./ingest/run-child.ts";
import { benchSignals, type BenchSignal } from "./ingest/shop-traffic.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    rows: { type: "string" },
    signals: { type: "string", default: benchSignals.join(",") },
  },
});
const signals = benchSignals.filter((signal) => values.signals.split(",").includes(signal));
const rows = Number(values.rows ?? (values.quick ? 300_000 : 3_000_000));
const tables = { spans: "spans", logs: "logs", points: "metrics_number" } as const;
const settleLimitMs = 300_000;
const freshnessRate = 20_000;

interface Run {
  readonly rowsPerSecond: number;
  readonly cpuSecondsPerMillion: number;
  readonly generatorCpuSecondsPerMillion: number;
  readonly peakRssMb: number;
  readonly bytesPerRow: number;
  readonly ackP99Ms: number;
}

async function storedRows(
  product: Product,
  table: string,
): Promise<{ rows: number; bytes: number }> {
  const { storage } = await product.api.call("getStatus");
  return storage.find((each) => each.table === table) ?? { rows: 0, bytes: 0 };
}

function watchMemory(pid: number): { stop(): number } {
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, readUsage(pid).rssMb)), 250);
  return {
    stop: () => {
      clearInterval(timer);
      return Math.round(Math.max(peak, readUsage(pid).rssMb));
    },
  };
}

const startServer = () => startProduct({ HEADROOM_LOG_LEVEL: "warn" });
/** A quick run has one server for everything; otherwise each measurement has its own. */
async function withServer<T>(measure: (product: Product) => Promise<T>): Promise<T> {
  if (onlyServer !== undefined) return measure(onlyServer);
  const product = await startServer();
  try {
    return await measure(product);
  } finally {
    await product.dispose();
  }
}

function runOne(signal: BenchSignal, protocol: "http" | "grpc"): Promise<Run> {
  return withServer(async (product) => {
    const urls = { httpUrl: product.otlpHttpUrl, grpcUrl: product.otlpGrpcUrl };
    const plan = { signal, protocol, ...urls, rowsPerSecond: null, connections: 16 };
    const table = tables[signal];
    const { rows: warmedRows } = await storedRows(product, table);
    await sendLoad({ ...plan, rows: Math.min(rows / 10, 100_000) });
    const warm = await settled(product, table, warmedRows + Math.min(rows / 10, 100_000));
    const before = readUsage(product.pid());
    const memory = watchMemory(product.pid());
    const load = await sendLoad({ ...plan, rows });
    const stored = await settled(product, table, warm.rows + load.acknowledgedRows);
    const seconds = (Date.now() - load.startedAtMs) / 1_000;
    const cpuSeconds = readUsage(product.pid()).cpuSeconds - before.cpuSeconds;
    return {
      rowsPerSecond: Math.round(load.acknowledgedRows / seconds),
      cpuSecondsPerMillion: round((cpuSeconds * 1e6) / load.acknowledgedRows),
      generatorCpuSecondsPerMillion: round((load.cpuSeconds * 1e6) / load.acknowledgedRows),
      peakRssMb: memory.stop(),
      bytesPerRow: round(stored.bytes / stored.rows),
      ackP99Ms: round(load.latencyMs.p99),
    };
  });
}

function settled(product: Product, table: string, expected: number) {
  return eventually(
    `${expected} rows of ${table} can be queried`,
    async () => {
      const stored = await storedRows(product, table);
      return stored.rows >= expected ? stored : undefined;
    },
    settleLimitMs,
  );
}

function runFreshness(): Promise<{ p50: number; p99: number; probes: number }> {
  return withServer((product) => {
    const urls = { httpUrl: product.otlpHttpUrl, grpcUrl: product.otlpGrpcUrl };
    const load = sendLoad({
      signal: "spans",
      protocol: "http",
      ...urls,
      rows: freshnessRate * (values.quick ? 8 : 60),
      rowsPerSecond: freshnessRate,
      connections: 8,
    });
    return measureFreshness(product, load);
  });
}

const round = (value: number): number => Math.round(value * 10) / 10;

const report = {
  bench: "ingest",
  rows,
  decode: await measureDecoding(values.quick ? 1 : 3),
  end_to_end: {} as Record<string, number>,
  ceiling: {} as Record<string, number>,
  ratio: {} as Record<string, number>,
  freshness_ms: { p50: 0, p99: 0, probes: 0 },
  bytes_per_row: {} as Record<string, number>,
  rss_mb: 0,
  cpu_s_per_million: {} as Record<string, number>,
  ack_p99_ms: {} as Record<string, number>,
};
console.log("decode", report.decode);
const onlyServer = values.quick ? await startServer() : undefined;

try {
  for (const signal of signals) {
    report.ceiling[signal] = await measureCeiling(signal, rows);
    for (const protocol of values.quick ? (["http"] as const) : (["http", "grpc"] as const)) {
      const run = await runOne(signal, protocol);
      const key = protocol === "http" ? signal : `${signal}_grpc`;
      report.end_to_end[key] = run.rowsPerSecond;
      report.ratio[key] = Math.round((100 * run.rowsPerSecond) / report.ceiling[signal]) / 100;
      report.bytes_per_row[key] = run.bytesPerRow;
      report.cpu_s_per_million[key] = run.cpuSecondsPerMillion;
      report.ack_p99_ms[key] = run.ackP99Ms;
      report.rss_mb = Math.max(report.rss_mb, run.peakRssMb);
      console.log(key, { ceiling: report.ceiling[signal], ...run });
    }
  }
  report.freshness_ms = await runFreshness();
} finally {
  await onlyServer?.dispose();
}
console.log(JSON.stringify(report));
