import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  openMetadataStore,
  requireEmptyDatabase,
  requireKnownSchema,
  restoreMetadata,
  type MetadataBackup,
} from "@headroom/metadata-store";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../harness/postgres.ts";
import { definition, T0 } from "./metadata-fixtures.ts";

let source: TestPostgres;
let directory: string;
let dump: string;
let backup: MetadataBackup;
const oddName = "a\u2028b\\n\u0085 \"quoted\" 'ß' {}";

type Prepare = Parameters<typeof restoreMetadata>[0]["prepare"];

const createOdd: Prepare = async (database) => {
  await database.schema
    .createTable("odd")
    .addColumn("id", "bigint", (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn("big", "bigint")
    .addColumn("tiny", "double precision")
    .addColumn("exact", "numeric")
    .addColumn("at", "timestamptz")
    .addColumn("bytes", "bytea")
    .addColumn("parent", "text", (column) => column.references("rule.id"))
    .execute();
};

async function query(connectionString: string, text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

async function textOf(connectionString: string, table: string): Promise<unknown[]> {
  return (await query(connectionString, `select t::text as line from ${table} t order by 1`)).rows;
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "headroom-metadata-backup-"));
  dump = join(directory, "dump");
  await mkdir(dump);
  source = await startPostgres();
  const { store } = source;
  const rule = await store.rules.create({ definition: definition({ name: oddName }), nowMs: T0 });
  await createOdd(store.authDatabase);
  await query(
    source.connectionString,
    `insert into odd (big, tiny, exact, at, bytes, parent) values
      (9223372036854775807, 0.1::float8 + 0.2::float8, 123456789012345678901234567890.123456789,
        '2026-03-01 10:11:12.123456+00', decode('00ff0a0d5c22', 'hex'), '${rule.id}'),
      (-1, 'NaN', null, null, '', null), (null, '-Infinity', 0, 'infinity', null, null)`,
  );
  const snapshot = await store.openSnapshot();
  // What comes after the snapshot is not in it.
  await store.rules.create({
    definition: definition({ name: "later" }),
    nowMs: T0,
  });
  backup = await snapshot.dump(dump);
  await snapshot.close();
});

afterAll(async () => {
  await source.stop();
  await rm(directory, { recursive: true, force: true });
});

describe("a dump of the metadata", () => {
  it("has the rows of one moment, in files for this user alone", async () => {
    expect(backup.tables.find((each) => each.table === "rule")?.rows).toBe(1);
    expect(backup.tables.find((each) => each.table === "odd")?.rows).toBe(3);
    expect(backup.migration).toMatch(/^\d{4}-/);
    expect((await stat(join(dump, "rule.jsonl"))).mode & 0o777).toBe(0o600);
  });

  it("comes back value by value, and numbering goes on", async () => {
    const target = join(directory, "target");
    await restoreMetadata({
      target: { kind: "embedded", directory: target },
      directory: dump,
      backup,
      prepare: createOdd,
    });
    const store = await openMetadataStore({ kind: "embedded", directory: target });
    try {
      expect(await textOf(store.connectionString, "odd")).toEqual(
        await textOf(source.connectionString, "odd"),
      );
      const rules = await store.rules.list({ limit: 10 });
      expect(rules.items.map((each) => each.definition.name)).toEqual([oddName]);
      expect(await textOf(store.connectionString, "baseline")).toEqual(
        await textOf(source.connectionString, "baseline"),
      );
      const next = await query(
        store.connectionString,
        "insert into odd (big) values (1) returning id",
      );
      expect(next.rows).toEqual([{ id: "4" }]);
      await expect(requireEmptyDatabase(store.connectionString)).rejects.toMatchObject({
        code: "not_empty",
      });
    } finally {
      await store.close();
    }
  });

  it("is refused when rows are missing, and leaves a server's database empty", async () => {
    const damaged = join(directory, "damaged");
    await mkdir(damaged);
    for (const { file } of backup.tables) {
      const text = await readFile(join(dump, file), "utf8");
      const kept = file === "odd.jsonl" ? text.split("\n").slice(1).join("\n") : text;
      await writeFile(join(damaged, file), kept);
    }
    await query(source.connectionString, "create database fresh");
    const url = new URL(source.connectionString);
    url.pathname = "/fresh";
    const target = { kind: "server", url: url.href } as const;
    const request = { target, backup, prepare: createOdd };
    await expect(restoreMetadata({ ...request, directory: damaged })).rejects.toMatchObject({
      code: "restore_failed",
    });
    await requireEmptyDatabase(url.href);
    await restoreMetadata({ ...request, directory: dump });
  });

  it("of a newer schema is refused", () => {
    expect(() => requireKnownSchema({ migration: "9999-future" })).toThrow(/newer version/);
  });
});
