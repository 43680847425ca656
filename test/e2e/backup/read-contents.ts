import { join } from "node:path";
import { openMetadataStore } from "@headroom/metadata-store";
import pg from "pg";
import { selectRows } from "../../faults/load/check-rows.ts";
import { startClickHouseGateway } from "../../harness/clickhouse-gateway.ts";

/** Rows and a hash of them, by table. */
export type Contents = Readonly<Record<string, { readonly rows: number; readonly hash: string }>>;

// States whose bytes depend on the order of merges; their parts are compared by checksum.
const orderDependent = ["duration_sketch", "versions"];

/** What the embedded ClickHouse of a stopped instance holds. */
export async function readTelemetry(dataDirectory: string): Promise<Contents> {
  const engine = await startClickHouseGateway(join(dataDirectory, "clickhouse", "clickhouse"));
  try {
    const tables = await selectRows(
      engine.url,
      `SELECT t.name AS name, t.engine AS engine, arrayStringConcat(groupArray(c.name), '\\n') AS columns
      FROM system.tables t JOIN system.columns c ON c.database = t.database AND c.table = t.name
      WHERE t.database = currentDatabase() AND t.engine LIKE '%MergeTree'
      GROUP BY name, engine ORDER BY name`,
    );
    const contents: Record<string, { rows: number; hash: string }> = {};
    for (const { name = "", engine: kind = "", columns = "" } of tables) {
      const compared = columns.split("\n").filter((column) => !orderDependent.includes(column));
      const final = kind === "AggregatingMergeTree" ? "FINAL" : "";
      const [row] = await selectRows(
        engine.url,
        `SELECT toString(count()) AS rows,
          toString(sum(cityHash64(formatRow('RowBinary', ${compared.map((column) => `\`${column}\``).join(", ")})))) AS hash
        FROM ${name} ${final}`,
      );
      contents[name] = { rows: Number(row?.["rows"]), hash: row?.["hash"] ?? "" };
    }
    return contents;
  } finally {
    await engine.stop();
  }
}

/** What the embedded PostgreSQL of a stopped instance holds, without the queues. */
export async function readMetadata(dataDirectory: string): Promise<Contents> {
  const store = await openMetadataStore({ kind: "embedded", directory: dataDirectory });
  const client = new pg.Client({ connectionString: store.connectionString });
  try {
    await client.connect();
    const { rows: tables } = await client.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
    );
    const contents: Record<string, { rows: number; hash: string }> = {};
    for (const { name } of tables) {
      if (name.startsWith("schema_migration")) continue;
      const { rows } = await client.query<{ rows: number; hash: string }>(
        `select count(*)::int as rows, coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as hash from "${name}" t`,
      );
      contents[name] = rows[0] ?? { rows: 0, hash: "" };
    }
    return contents;
  } finally {
    await client.end();
    await store.close();
  }
}
