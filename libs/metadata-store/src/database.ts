import { Kysely, PostgresDialect, type Transaction } from "kysely";
import pg from "pg";
import type { Database } from "./schema.ts";

/** Handle for statements inside or outside a transaction. */
export type Db = Kysely<Database>;
/** Handle inside a transaction. */
export type Tx = Transaction<Database>;

const POOL_SIZE = 12;
const CONNECT_LIMIT_MS = 5_000;
const STATEMENT_LIMIT_MS = 15_000;
const IDLE_TRANSACTION_LIMIT_MS = 30_000;
const INT8 = 20;

/**
 * Opens a bounded pool. 64-bit integers are read as numbers: they hold times in ms and counters,
 * all below 2^53.
 * @param onIdleError told when a connection breaks while nobody uses it
 */
export function openPool(connectionString: string, onIdleError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    statement_timeout: STATEMENT_LIMIT_MS,
    query_timeout: STATEMENT_LIMIT_MS + 1_000,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_LIMIT_MS,
    application_name: "headroom",
    types: { getTypeParser: readType },
  });
  pool.on("error", onIdleError);
  // A connection that breaks while in use fails its statement and emits an error besides; without
  // a listener that would end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

const readType: typeof pg.types.getTypeParser = (oid: number, format?: "text" | "binary") =>
  oid === INT8 && format !== "binary"
    ? (text: string) => Number(text)
    : format === "binary"
      ? pg.types.getTypeParser(oid, "binary")
      : pg.types.getTypeParser(oid, "text");

/** The typed query builder on a pool. */
export function createDatabase(pool: pg.Pool): Db {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}
