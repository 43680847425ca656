import { telemetryColumns, telemetryTables } from "@headroom/otlp";
import { describe, expect, it } from "vitest";
import { migrations } from "./all-migrations.ts";
import { dialectOf } from "./topology.ts";

const single = dialectOf({});
const clustered = dialectOf({ cluster: "main" });

function tableColumns(table: string): [name: string, type: string][] {
  const statements = migrations.flatMap((migration) => migration.statements(single));
  const create = statements.find((sql) => sql.startsWith(`CREATE TABLE IF NOT EXISTS ${table} `));
  const alters = statements.filter((sql) => sql.startsWith(`ALTER TABLE ${table} `));
  const created = [...(create ?? "").matchAll(/^ {2}`?([\w.]+)`? (.+)$/gm)].filter(
    ([, name, rest]) => name !== "INDEX" && !rest?.includes("MATERIALIZED"),
  );
  const added = alters.flatMap((sql) => [
    ...sql.matchAll(/^ {2}ADD COLUMN IF NOT EXISTS `([\w.]+)` (.+?),?$/gm),
  ]);
  return [...created, ...added].map(([, name = "", rest = ""]) => [name, rest]);
}

describe("migrations", () => {
  it("have the numbers 1, 2, 3 … and never repeat a name", () => {
    expect(migrations.map((migration) => migration.version)).toEqual(
      migrations.map((_, index) => index + 1),
    );
    expect(new Set(migrations.map((migration) => migration.name)).size).toBe(migrations.length);
  });

  it.each(telemetryTables)("give %s every decoded column in order", (table) => {
    const columns = tableColumns(table);
    expect(columns.map(([name]) => name)).toEqual(
      telemetryColumns[table].map((column) => column.name),
    );
    for (const [index, column] of telemetryColumns[table].entries()) {
      const plain = (columns[index]?.[1] ?? "")
        .replace(/ CODEC.*$/, "")
        .replaceAll("LowCardinality(String)", "String")
        .replaceAll("DateTime64(9, 'UTC')", "DateTime64(9)");
      expect(`${column.name} ${plain}`).toBe(`${column.name} ${column.type}`);
    }
  });

  it("can be run again and recognise a retried insert everywhere", () => {
    for (const dialect of [single, clustered]) {
      for (const sql of migrations.flatMap((migration) => migration.statements(dialect))) {
        expect(sql).toMatch(
          /^(CREATE (TABLE|MATERIALIZED VIEW) IF NOT EXISTS|DROP VIEW IF EXISTS|ALTER TABLE) /,
        );
        for (const [line] of sql.matchAll(/ADD COLUMN.*/g)) expect(line).toContain("IF NOT EXISTS");
        if (/MergeTree/.test(sql)) expect(sql).toMatch(/replicated_deduplication_window = 10000/);
      }
    }
  });

  it("put replicated local tables and distributed ones on a cluster", () => {
    const statements = migrations.flatMap((migration) => migration.statements(clustered));
    for (const sql of statements) expect(sql).toContain("ON CLUSTER `main`");
    const distributed = statements.filter((sql) => sql.includes("Distributed("));
    expect(distributed).toHaveLength(telemetryTables.length + 5);
    for (const sql of statements.filter((text) => text.startsWith("CREATE MATERIALIZED VIEW"))) {
      expect(sql).toMatch(/TO \w+_local AS/);
      expect(sql).toMatch(/FROM \w+_local/);
    }
  });

  it("refuse a cluster name that is no identifier", () => {
    expect(() => dialectOf({ cluster: "a' b" })).toThrow(RangeError);
  });
});
