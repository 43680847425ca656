import { createServer } from "node:net";
import { unlink } from "node:fs/promises";
import pg from "pg";
import { errorCodeOf, MetadataStoreError } from "../errors.ts";
import { pollUntil } from "../wait.ts";
import { findServerAccount, type ServerAccount } from "./account.ts";
import { findBinaries } from "./binaries.ts";
import type { ClusterFiles } from "./directory.ts";
import { initialiseCluster, SUPERUSER } from "./initialise.ts";
import { exitOf, launch } from "./launch.ts";
import { isAlive, pidFileOf, readPostmaster, servesDirectory } from "./postmaster.ts";
import type { Postmaster } from "./postmaster.ts";
import { readLogTail, withLog } from "./server-log.ts";

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 15_000;
const POLL_MS = 25;
const MAX_CONNECTIONS = 120;

/** How to reach the embedded server's maintenance database. */
export function maintenanceClient(port: number, password: string): pg.Client {
  return new pg.Client({
    host: "127.0.0.1",
    port,
    user: SUPERUSER,
    password,
    database: "postgres",
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    application_name: `headroom-owner-${process.pid}`,
  });
}

/**
 * Makes sure that a server of this directory runs: adopts one that a killed process left behind,
 * or creates the files and starts one on `port`, or on a free port when it is undefined.
 * @throws MetadataStoreError start_failed
 */
export async function ensureRunning(
  files: ClusterFiles,
  password: string,
  port: number | undefined,
): Promise<Postmaster> {
  const account = await findServerAccount();
  const binaries = await findBinaries();
  await initialiseCluster(files, binaries.initdb, account, password);
  const server = await pollUntil(
    async () => {
      const present = await findPresent(files);
      if (present === "none") {
        await startOnce(files, binaries.postgres, account, port ?? (await findFreePort()));
        return undefined;
      }
      return present !== "starting" && (await answers(present, password)) ? present : undefined;
    },
    START_LIMIT_MS,
    POLL_MS,
  );
  if (server !== undefined) return server;
  throw new MetadataStoreError(
    "start_failed",
    `The embedded PostgreSQL in ${files.root} did not start: ${await readLogTail(files.log)} Free memory, disk or the port, or set DATABASE_URL.`,
  );
}

async function findPresent(files: ClusterFiles): Promise<Postmaster | "starting" | "none"> {
  const found = await readPostmaster(files.data);
  if (found === null) return "none";
  if (await servesDirectory(found.pid, files.data)) return found;
  const again = await readPostmaster(files.data);
  if (again?.pid !== found.pid) return "starting";
  await unlink(pidFileOf(files.data)).catch(() => undefined);
  return "none";
}

async function startOnce(
  files: ClusterFiles,
  postgres: string,
  account: ServerAccount | null,
  port: number,
): Promise<void> {
  const settings = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: String(MAX_CONNECTIONS),
    shared_buffers: "64MB",
    // Durability is a promise: said here so that no configuration file weakens it.
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    timezone: "UTC",
    log_timezone: "UTC",
    log_min_messages: "fatal",
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  await withLog(files.log, async (logFd) => {
    const args = ["-D", files.data, ...flags];
    const child = await launch({
      program: postgres,
      args,
      account,
      dataDirectory: files.data,
      logFd,
    });
    child.unref();
    let ended = false;
    const exit = exitOf(child).then(
      () => void (ended = true),
      () => void (ended = true),
    );
    await pollUntil(
      async () =>
        ended || (await readPostmaster(files.data))?.pid === child.pid ? true : undefined,
      START_LIMIT_MS,
      POLL_MS,
    );
    if (ended) await exit;
  });
}

/** Whether the server takes our password. Anything but "not yet" is an error to report. */
async function answers(server: Postmaster, password: string): Promise<boolean> {
  const client = maintenanceClient(server.port, password);
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === "28P01") {
      throw new MetadataStoreError(
        "start_failed",
        "The password file of the embedded PostgreSQL does not fit its data. Restore the file named password beside the data folder.",
        error,
      );
    }
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Stops a server: disconnects clients and writes everything out; by force after 15 s. */
export async function stopServer(server: Postmaster): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    try {
      process.kill(server.pid, signal);
    } catch {
      return;
    }
    const gone = await pollUntil(
      async () => ((await isAlive(server.pid)) ? undefined : true),
      STOP_LIMIT_MS,
      POLL_MS,
    );
    if (gone === true) return;
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (typeof address === "object" && address !== null) resolve(address.port);
        else reject(new Error("no free port"));
      });
    });
  });
}
