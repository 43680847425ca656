import type pg from "pg";
import { MetadataStoreError } from "../errors.ts";

/** A table of the schema as a dump needs it. */
export interface TableFacts {
  readonly table: string;
  /** Stored columns in their order, without generated ones. */
  readonly columns: readonly string[];
  /** Tables that its foreign keys point to. */
  readonly references: readonly string[];
}

/** The last number that a sequence gave to a column; null when it gave none. */
export interface SequenceFacts {
  readonly table: string;
  readonly column: string;
  readonly last: string | null;
}

/** Kept by the migrator itself, which fills them when it makes the tables. */
export const migratorTables: readonly string[] = ["schema_migration", "schema_migration_lock"];

/** A name as SQL. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Tables of the current schema, without those of the migrator. */
export async function readTables(client: pg.ClientBase): Promise<TableFacts[]> {
  const { rows } = await client.query<TableFacts>(
    `select c.relname::text as table,
       array(select a.attname::text from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
         order by a.attnum) as columns,
       array(select distinct r.relname::text from pg_constraint k join pg_class r on r.oid = k.confrelid
         where k.conrelid = c.oid and k.contype = 'f' order by 1) as references
     from pg_class c
     where c.relkind in ('r', 'p') and c.relnamespace = current_schema()::regnamespace
       and c.relname <> all($1)
     order by 1`,
    [migratorTables],
  );
  return rows;
}

/** Sequences that belong to columns of the current schema. */
export async function readSequences(client: pg.ClientBase): Promise<SequenceFacts[]> {
  const { rows } = await client.query<SequenceFacts>(
    `select c.relname::text as table, a.attname::text as column,
       pg_sequence_last_value(s.oid)::text as last
     from pg_class s
     join pg_depend d on d.objid = s.oid and d.classid = 'pg_class'::regclass
       and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
     join pg_class c on c.oid = d.refobjid
     join pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid
     where s.relkind = 'S' and s.relnamespace = current_schema()::regnamespace
     order by 1, 2`,
  );
  return rows;
}

/** The name of the newest migration that was applied, or undefined. */
export async function readMigration(client: pg.ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string }>(
    "select name from schema_migration order by name desc limit 1",
  );
  return rows[0]?.name;
}

/**
 * Puts each table behind those that it refers to; equals keep their order. A reference of a table
 * to itself is left to its rows. @throws MetadataStoreError restore_failed on a circle
 */
export function orderByReferences<T extends Pick<TableFacts, "table" | "references">>(
  tables: readonly T[],
): T[] {
  const ordered: T[] = [];
  let waiting = [...tables];
  while (waiting.length > 0) {
    const names = new Set(waiting.map((each) => each.table));
    const isFree = (each: T): boolean =>
      each.references.every((target) => target === each.table || !names.has(target));
    const free = waiting.filter(isFree);
    if (free.length === 0) {
      throw new MetadataStoreError(
        "restore_failed",
        `The tables ${[...names].join(", ")} refer to one another in a circle and cannot be filled. Restore with the version of Headroom that made the backup.`,
      );
    }
    ordered.push(...free);
    waiting = waiting.filter((each) => !isFree(each));
  }
  return ordered;
}
