import pg from "pg";
import { readEnvironment } from "../telemetry/environment.ts";
import type { PoolMetrics } from "../telemetry/pool-metrics.ts";
import { observePool } from "../telemetry/pool-metrics.ts";
import { POOL_MAX } from "../topology.ts";
import { connectionOptions } from "./connection.ts";

const ACQUIRE_TIMEOUT_MS = 2_000;
const STATEMENT_TIMEOUT_MS = 8_000;

/** A row as node-postgres returns it. */
export type Row = Record<string, unknown>;

/** What a service needs of its database; every use of a connection is measured. */
export type Database = {
  /** Rows of one statement. Rejects when no connection is free within 2 s or the statement runs over 8 s. */
  readonly query: (text: string, values?: readonly unknown[]) => Promise<Row[]>;
  /** Runs `work` in one transaction; rolls back when it rejects. */
  readonly transaction: (work: (client: pg.PoolClient) => Promise<void>) => Promise<void>;
  /** Takes a connection out of the pool and returns the function that gives it back. */
  readonly hold: () => Promise<() => void>;
  readonly close: () => Promise<void>;
};

/** Opens the measured pool of a service on its own database. */
export function openDatabase(database: string): Database {
  const environment = readEnvironment(process.env);
  const pool = new pg.Pool({
    ...connectionOptions({
      port: environment.databasePort,
      password: environment.databasePassword,
      database,
    }),
    max: POOL_MAX,
    connectionTimeoutMillis: ACQUIRE_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idleTimeoutMillis: 30_000,
  });
  // An idle connection that breaks is replaced on next use; without a listener it would end the process.
  pool.on("error", () => undefined);
  const metrics = observePool(database, pool, POOL_MAX);
  const seen = new WeakSet<pg.PoolClient>();
  const use = <T>(work: (client: pg.PoolClient) => Promise<T>) =>
    withClient(pool, metrics, seen, work);
  return {
    query: (text, values = []) =>
      use(async (client) => (await client.query<Row>(text, [...values])).rows),
    transaction: (work) => use((client) => inTransaction(client, work)),
    hold: async () => {
      const client = await acquire(pool, metrics, seen);
      return () => client.release();
    },
    close: () => pool.end(),
  };
}

async function acquire(
  pool: pg.Pool,
  metrics: PoolMetrics,
  seen: WeakSet<pg.PoolClient>,
): Promise<pg.PoolClient> {
  const askedAt = performance.now();
  try {
    const client = await pool.connect();
    const seconds = (performance.now() - askedAt) / 1000;
    metrics.recordWait(seconds);
    if (!seen.has(client)) metrics.recordCreate(seconds);
    seen.add(client);
    return client;
  } catch (error) {
    const timedOut = error instanceof Error && error.message.includes("timeout");
    if (timedOut) metrics.countTimeout();
    // A full pool is a passing state of this service, so a request that met it answers 503.
    throw timedOut ? Object.assign(error, { statusCode: 503 }) : error;
  }
}

async function withClient<T>(
  pool: pg.Pool,
  metrics: PoolMetrics,
  seen: WeakSet<pg.PoolClient>,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await acquire(pool, metrics, seen);
  const takenAt = performance.now();
  try {
    return await work(client);
  } finally {
    metrics.recordUse((performance.now() - takenAt) / 1000);
    client.release();
  }
}

async function inTransaction(
  client: pg.PoolClient,
  work: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  await client.query("BEGIN");
  try {
    await work(client);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}
