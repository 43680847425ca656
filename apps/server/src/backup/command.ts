import { access } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openMetadata, openTelemetry, prepareDataDirectory } from "../compose.ts";
import { readConfig, readWorkingDirectory } from "../config/environment.ts";
import type { Config } from "../config/load.ts";
import { formatError } from "../lifecycle/format-error.ts";
import { createLog } from "../log.ts";
import { findServer } from "./ask-server.ts";
import { createBackup } from "./create-backup.ts";
import {
  BackupError,
  formatDestination,
  parseDestination,
  type Destination,
} from "./destination.ts";
import { sumContents } from "./manifest.ts";
import { restoreBackup } from "./restore-backup.ts";

/** What a finished backup or restore says about itself. */
interface Summary {
  readonly recoveryPoint: string | null;
  readonly rows: number | null;
  readonly bytes: number | null;
}

const usage = `Usage:
  npm run backup -- --to <directory | s3://bucket/prefix> [--base <earlier backup>]
  npm run restore -- --from <directory | s3://bucket/prefix> [--base <earlier backup>] [--force]
`;

async function main([command, ...args]: readonly string[]): Promise<void> {
  const startedMs = performance.now();
  if (command === "backup") await runBackup(args, startedMs);
  else if (command === "restore") await runRestore(args, startedMs);
  else throw new BackupError(usage);
}

async function runBackup(args: readonly string[], startedMs: number): Promise<void> {
  const { to, base } = readArguments(args, { to: { type: "string" }, base: { type: "string" } });
  if (to === undefined) throw new BackupError(`Say where the backup goes.\n${usage}`);
  const config = readConfig();
  const destination = toDestination(to);
  const baseDestination = base === undefined ? undefined : toDestination(base);
  const server = await findServer(config);
  const input = {
    to: formatDestination(destination),
    base: baseDestination === undefined ? undefined : formatDestination(baseDestination),
  };
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () =>
      interrupted.abort(new BackupError("Interrupted: the backup was not made.")),
    );
  }
  const plan = { to: destination, base: baseDestination, signal: interrupted.signal };
  const summary =
    server === undefined
      ? await backUpStopped(config, plan)
      : await server.backup(input, printStep(), interrupted.signal);
  print(`Backup is complete: ${input.to} (${describe(summary)}, ${secondsSince(startedMs)} s)`);
  print(`Recovery point: ${summary.recoveryPoint ?? "unknown"}`);
  print("It holds password hashes, sessions and channel secrets: keep it as you keep those.");
}

/** Opens the stores in this process; nobody else may have them open. */
async function backUpStopped(
  config: Config,
  plan: {
    readonly to: Destination;
    readonly base: Destination | undefined;
    readonly signal: AbortSignal;
  },
): Promise<Summary> {
  await requireData(config);
  const log = createLog("warn", process.stdout.isTTY);
  prepareDataDirectory(config);
  const metadata = await openMetadata(config, log);
  try {
    const telemetry = await openTelemetry(config, log);
    try {
      const { s3 } = config;
      const onStep = printStep();
      const manifest = await createBackup({
        ...plan,
        telemetry,
        metadata,
        s3,
        now: Date.now,
        onStep,
      });
      return { ...sumContents(manifest.telemetry), recoveryPoint: manifest.recoveryPoint };
    } finally {
      await telemetry.close();
    }
  } finally {
    await metadata.close();
  }
}

async function requireData(config: Config): Promise<void> {
  if (config.clickhouseUrl !== undefined || config.databaseUrl !== undefined) return;
  await access(join(config.dataDirectory, "clickhouse")).catch(() => {
    throw new BackupError(
      `There is no data in ${config.dataDirectory}. Set HEADROOM_DATA_DIR to the directory of the instance.`,
    );
  });
}

async function runRestore(args: readonly string[], startedMs: number): Promise<void> {
  const { from, base, force } = readArguments(args, {
    from: { type: "string" },
    base: { type: "string" },
    force: { type: "boolean" },
  });
  if (from === undefined) throw new BackupError(`Say where the backup is.\n${usage}`);
  const config = readConfig();
  const { manifest, movedTo } = await restoreBackup({
    from: toDestination(from),
    base: base === undefined ? undefined : toDestination(base),
    config,
    force: force === true,
    now: Date.now,
    onStep: printStep(),
  });
  const summary = { ...sumContents(manifest.telemetry), recoveryPoint: manifest.recoveryPoint };
  print(
    `Restored into ${config.dataDirectory} (${describe(summary)}, ${secondsSince(startedMs)} s)`,
  );
  print(`Recovery point: ${manifest.recoveryPoint}`);
  if (movedTo !== undefined)
    print(`What was there before is in ${movedTo}; delete it when all is well.`);
}

function readArguments<T extends Record<string, { type: "string" | "boolean" }>>(
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new BackupError(`${formatError(error)}\n${usage}`);
  }
}

function toDestination(text: string): Destination {
  return parseDestination(text, readWorkingDirectory());
}

function describe({ rows, bytes }: Summary): string {
  return `${rows ?? 0} rows, ${((bytes ?? 0) / 1e6).toFixed(1)} MB of telemetry`;
}

function secondsSince(startedMs: number): string {
  return ((performance.now() - startedMs) / 1_000).toFixed(1);
}

/** Prints each step once. */
function printStep(): (step: string) => void {
  let last = "";
  return (step) => {
    if (step !== last) print(`… ${step}`);
    last = step;
  };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

main(process.argv.slice(2)).then(
  // The engine keeps threads that would hold the process.
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${formatError(error)}\n`);
    process.exit(1);
  },
);
