import { createReadStream } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { MetadataStoreError } from "../errors.ts";
import type { DumpedTable, MetadataBackup } from "./dump.ts";
import { orderByReferences, quoteName } from "./table-facts.ts";

const ROWS_PER_INSERT = 500;
const BYTES_PER_INSERT = 4 * 1024 * 1024;

/**
 * Fills the tables of a schema with what a dump holds, in one transaction. Rows that migrations
 * made are replaced. @throws MetadataStoreError restore_failed when a table has not as many rows
 * as the dump says, and what the driver throws
 */
export async function loadTables(
  client: pg.ClientBase,
  backup: MetadataBackup,
  directory: string,
): Promise<void> {
  await client.query("begin");
  try {
    const tables = orderByReferences(backup.tables);
    if (tables.length > 0) {
      await client.query(`truncate ${tables.map((each) => quoteName(each.table)).join(", ")}`);
    }
    for (const table of tables) await loadTable(client, table, directory);
    for (const { table, column, last } of backup.sequences) {
      if (last === null) continue;
      await client.query("select setval(pg_get_serial_sequence($1, $2), $3::bigint, true)", [
        quoteName(table),
        column,
        last,
      ]);
    }
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

async function loadTable(
  client: pg.ClientBase,
  dumped: DumpedTable,
  directory: string,
): Promise<void> {
  const name = quoteName(dumped.table);
  const columns = dumped.columns.map(quoteName).join(", ");
  // Values go from text to text through PostgreSQL alone: no number is rounded on the way.
  const statement = `insert into ${name} (${columns}) overriding system value
    select ${columns} from json_populate_recordset(null::${name}, $1::json)`;
  let rows = 0;
  let batch: string[] = [];
  let batchBytes = 0;
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const result = await client.query(statement, [`[${batch.join(",")}]`]);
    rows += result.rowCount ?? 0;
    batch = [];
    batchBytes = 0;
  };
  for await (const line of readLines(join(directory, dumped.file))) {
    batch.push(line);
    batchBytes += line.length;
    if (batch.length >= ROWS_PER_INSERT || batchBytes >= BYTES_PER_INSERT) await flush();
  }
  await flush();
  if (rows === dumped.rows) return;
  throw new MetadataStoreError(
    "restore_failed",
    `Table ${dumped.table} has ${rows} rows after the restore instead of ${dumped.rows}. The backup is damaged: use another one.`,
  );
}

/** Lines that end with LF alone: Node's own reader also splits at U+2028, which JSON may hold. */
async function* readLines(path: string): AsyncGenerator<string> {
  let pending: Buffer[] = [];
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      yield Buffer.concat([...pending, chunk.subarray(from, end)]).toString("utf8");
      pending = [];
      from = end + 1;
    }
    pending.push(chunk.subarray(from));
  }
  const rest = Buffer.concat(pending);
  if (rest.byteLength > 0) yield rest.toString("utf8");
}
