import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import { MetadataStoreError } from "../errors.ts";
import { prepareDirectory, readOrCreatePassword, type ClusterFiles } from "./directory.ts";
import { SUPERUSER } from "./initialise.ts";
import { takeOwnership } from "./ownership.ts";
import type { Postmaster } from "./postmaster.ts";
import { ensureRunning, stopServer } from "./server-process.ts";

const DATABASE_NAME = "headroom";
const FIRST_RESTART_DELAY_MS = 200;
const LONGEST_RESTART_DELAY_MS = 10_000;

/** A running PostgreSQL that belongs to this process. */
export interface EmbeddedServer {
  readonly connectionString: string;
  /** Stops the server. Safe to call twice. */
  close(): Promise<void>;
}

/** Takes sentences about what happens to the server while it runs. */
export type ReportProblem = (problem: Error) => void;

/**
 * Starts or adopts the PostgreSQL under `<directory>/postgres` and keeps it running: when it
 * dies it is started again on the same port, with growing pauses, and `report` is told.
 * @throws MetadataStoreError directory_unwritable, directory_in_use, start_failed
 */
export async function openEmbeddedServer(
  directory: string,
  report: ReportProblem,
): Promise<EmbeddedServer> {
  const files = await prepareDirectory(directory);
  const password = await readOrCreatePassword(files.password);
  const keeper = new ServerKeeper(files, password, report);
  const port = await keeper.open();
  return {
    connectionString: `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${DATABASE_NAME}`,
    close: () => keeper.close(),
  };
}

class ServerKeeper {
  readonly #files: ClusterFiles;
  readonly #password: string;
  readonly #report: ReportProblem;
  readonly #stopping = new AbortController();
  #server: Postmaster | undefined;
  #owner: pg.Client | undefined;
  #restart: Promise<void> | undefined;

  constructor(files: ClusterFiles, password: string, report: ReportProblem) {
    this.#files = files;
    this.#password = password;
    this.#report = report;
  }

  async open(port?: number): Promise<number> {
    const server = await ensureRunning(this.#files, this.#password, port);
    const owner = await takeOwnership(server.port, this.#password);
    await createDatabase(owner);
    this.#server = server;
    this.#owner = owner;
    owner.once("end", () => this.#onLost(server.port));
    return server.port;
  }

  #onLost(port: number): void {
    if (this.#stopping.signal.aborted) return;
    this.#report(
      new MetadataStoreError(
        "unavailable",
        "The embedded PostgreSQL went away; starting it again.",
      ),
    );
    this.#restart = this.#keepTrying(port);
  }

  async #keepTrying(port: number): Promise<void> {
    const { signal } = this.#stopping;
    let pauseMs = FIRST_RESTART_DELAY_MS;
    while (!signal.aborted) {
      try {
        await this.open(port);
        return;
      } catch (error) {
        this.#report(error instanceof Error ? error : new Error(String(error)));
      }
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, LONGEST_RESTART_DELAY_MS);
    }
  }

  async close(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    this.#stopping.abort();
    await this.#restart;
    // Stopped while the lock is still ours, so that nobody can adopt a server that is going away.
    if (this.#server !== undefined) await stopServer(this.#server);
    await this.#owner?.end().catch(() => undefined);
  }
}

async function createDatabase(client: pg.Client): Promise<void> {
  const found = await client.query("select 1 from pg_database where datname = $1", [DATABASE_NAME]);
  if (found.rowCount === 0) await client.query(`create database ${DATABASE_NAME}`);
}
