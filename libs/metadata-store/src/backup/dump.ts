import { open } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { MetadataStoreError, translateDriverError } from "../errors.ts";
import { quoteName, readMigration, readSequences, readTables } from "./table-facts.ts";
import type { SequenceFacts, TableFacts } from "./table-facts.ts";

const ROWS_PER_FETCH = 500;
const STATEMENT_LIMIT_MS = 120_000;

/** A dumped table: its file has one row as JSON on each line. */
export interface DumpedTable extends TableFacts {
  /** Name of the file in the dump's directory. */
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
}

/** What a dump holds; what a load needs besides the files. */
export interface MetadataBackup {
  /** Newest migration of the dumped database. */
  readonly migration: string;
  readonly tables: readonly DumpedTable[];
  readonly sequences: readonly SequenceFacts[];
}

/** The database as it was when the snapshot was taken. */
export interface MetadataSnapshot {
  /**
   * Writes one file for each table into an existing directory, readable by this user alone:
   * sessions, password hashes and channel settings are in them.
   * @throws MetadataStoreError backup_failed, unavailable
   */
  dump(directory: string): Promise<MetadataBackup>;
  /** Lets go of the snapshot. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Takes a snapshot of the whole schema: one read-only transaction that sees one moment.
 * @throws MetadataStoreError unavailable
 */
export async function openSnapshot(connectionString: string): Promise<MetadataSnapshot> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: 5_000,
    statement_timeout: STATEMENT_LIMIT_MS,
    application_name: "headroom-backup",
  });
  client.on("error", () => undefined);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= client.end().catch(() => undefined));
  try {
    await client.connect();
    await client.query("begin transaction isolation level repeatable read, read only");
    // The first statement fixes the moment.
    const tables = await readTables(client);
    return { dump: (directory) => dumpTables(client, tables, directory), close };
  } catch (error) {
    await close();
    throw translateDriverError(error);
  }
}

async function dumpTables(
  client: pg.Client,
  tables: readonly TableFacts[],
  directory: string,
): Promise<MetadataBackup> {
  try {
    const migration = await readMigration(client);
    if (migration === undefined) throw new Error("the database has no schema");
    const dumped: DumpedTable[] = [];
    for (const facts of tables) dumped.push(await dumpTable(client, facts, directory));
    return { migration, tables: dumped, sequences: await readSequences(client) };
  } catch (error) {
    const translated = translateDriverError(error);
    if (translated instanceof MetadataStoreError) throw translated;
    const detail = error instanceof Error ? error.message : String(error);
    throw new MetadataStoreError(
      "backup_failed",
      `The backup of rules, incidents and users failed: ${detail}. Check that there is room at the target and that it can be written.`,
      error,
    );
  }
}

async function dumpTable(
  client: pg.Client,
  facts: TableFacts,
  directory: string,
): Promise<DumpedTable> {
  const file = `${encodeURIComponent(facts.table)}.jsonl`;
  const handle = await open(join(directory, file), "wx", 0o600);
  let rows = 0;
  let bytes = 0;
  try {
    await client.query(
      `declare backup_rows no scroll cursor for
       select row_to_json(t)::text as line from (select ${facts.columns.map(quoteName).join(", ")} from ${quoteName(facts.table)}) t`,
    );
    for (;;) {
      const fetched = await client.query<{ line: string }>(
        `fetch ${ROWS_PER_FETCH} from backup_rows`,
      );
      if (fetched.rows.length === 0) break;
      const text = Buffer.from(fetched.rows.map((row) => `${row.line}\n`).join(""));
      await handle.write(text);
      rows += fetched.rows.length;
      bytes += text.byteLength;
    }
    await client.query("close backup_rows");
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { ...facts, file, rows, bytes };
}
