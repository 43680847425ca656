/**
 * Measures a backup of a running instance that goes on receiving, and a restore into an empty one.
 *
 *     npm run bench:backup [-- --spans 1500000]
 *
 * The server is the built one (npm run build). The last line is JSON: seconds, bytes, rows.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runCommand, settingsOf } from "../e2e/backup/run-command.ts";
import { eventually } from "../harness/eventually.ts";
import { startProduct, type Product } from "../harness/product.ts";
import { sendLoad } from "./ingest/run-child.ts";
import type { BenchSignal } from "./ingest/shop-traffic.ts";

const { values } = parseArgs({ options: { spans: { type: "string", default: "1500000" } } });
const spans = Number(values.spans);
const loadDuringBackup = 5_000;
const settleLimitMs = 300_000;
const round = (value: number): number => Math.round(value * 10) / 10;

function send(product: Product, signal: BenchSignal, rows: number, rowsPerSecond: number | null) {
  const urls = { httpUrl: product.otlpHttpUrl, grpcUrl: product.otlpGrpcUrl };
  return sendLoad({ signal, protocol: "http", ...urls, rows, rowsPerSecond, connections: 8 });
}

async function countStored(product: Product): Promise<{ rows: number; bytes: number }> {
  const { storage } = await product.api.call("getStatus");
  return {
    rows: storage.reduce((sum, each) => sum + each.rows, 0),
    bytes: storage.reduce((sum, each) => sum + each.bytes, 0),
  };
}

async function fill(product: Product): Promise<void> {
  const plan = { spans, logs: Math.round(spans / 5), points: Math.round(spans / 5) } as const;
  let sent = 0;
  for (const signal of ["spans", "logs", "points"] as const) {
    sent += (await send(product, signal, plan[signal], null)).acknowledgedRows;
  }
  await eventually(
    `${sent} rows can be queried`,
    async () => ((await countStored(product)).rows >= sent ? true : undefined),
    settleLimitMs,
  );
}

async function measure(directory: string, product: Product) {
  await fill(product);
  const stored = await countStored(product);
  const to = join(directory, "backup");
  const during = send(product, "spans", loadDuringBackup * 8, loadDuringBackup);
  const backup = await runCommand(settingsOf(product), "backup", "--to", to);
  const load = await during;
  if (backup.code !== 0) throw new Error(backup.text);
  const manifest = await readFile(join(to, "headroom-backup.json"), "utf8");
  const { loadPauseMs, recoveryPoint, startedAt } = JSON.parse(manifest) as Record<string, string>;
  await product.stop();
  const target = { HEADROOM_DATA_DIR: join(directory, "restored") };
  const restore = await runCommand(target, "restore", "--from", to);
  if (restore.code !== 0) throw new Error(restore.text);
  const startedMs = performance.now();
  const fresh = await startProduct(target);
  const startSeconds = (performance.now() - startedMs) / 1_000;
  const restored = await countStored(fresh);
  await fresh.dispose();
  return {
    bench: "backup",
    stored,
    backup_s: round(backup.durationMs / 1_000),
    ack_p99_ms_during: round(load.latencyMs.p99),
    load_pause_ms: loadPauseMs,
    recovery_point_after_start_ms: Date.parse(recoveryPoint ?? "") - Date.parse(startedAt ?? ""),
    restore_s: round(restore.durationMs / 1_000),
    start_s: round(startSeconds),
    restored,
  };
}

const directory = await mkdtemp(join(tmpdir(), "headroom-bench-backup-"));
const product = await startProduct({ HEADROOM_LOG_LEVEL: "warn" });
try {
  console.log(JSON.stringify(await measure(directory, product)));
} finally {
  await product.dispose();
  await rm(directory, { recursive: true, force: true });
}
