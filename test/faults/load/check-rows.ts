import type { TelemetryTable } from "@headroom/otlp";
import { expect } from "vitest";
import type { Fate, NumberedLoad } from "./numbered-load.ts";
import { batchAttribute, faultService, rowAttribute, rowsOfRequest } from "./numbered-requests.ts";

/** Runs a statement at a ClickHouse HTTP interface; its rows. */
export async function selectRows(url: string, sql: string): Promise<Record<string, string>[]> {
  const response = await fetch(`${url}/?default_format=JSONEachRow`, {
    method: "POST",
    body: sql,
    signal: AbortSignal.timeout(60_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

interface Found {
  readonly rows: number;
  readonly distinct: number;
}

async function readTable(url: string, table: TelemetryTable): Promise<Map<string, Found>> {
  const rows = await selectRows(
    url,
    `SELECT attributes['${batchAttribute}'] AS batch, toString(count()) AS rows,
      toString(uniqExact(attributes['${rowAttribute}'])) AS distinct_rows
    FROM ${table} WHERE service_name = '${faultService}' GROUP BY batch`,
  );
  return new Map(
    rows.map((row) => [
      row["batch"] ?? "",
      { rows: Number(row["rows"]), distinct: Number(row["distinct_rows"]) },
    ]),
  );
}

const tables = Object.values(rowsOfRequest).flatMap(
  (rows) => Object.entries(rows) as [TelemetryTable, number][],
);

function isAllowed(fate: Fate, isWhole: boolean, isAbsent: boolean): boolean {
  switch (fate) {
    case "acknowledged":
      return isWhole;
    case "refused":
      return isAbsent;
    case "lost":
      return isWhole || isAbsent;
  }
}

/** What is wrong with the stored rows of one table; empty when nothing is. */
function judgeTable(
  load: NumberedLoad,
  table: TelemetryTable,
  wanted: number,
  found: ReadonlyMap<string, Found>,
): string[] {
  const problems: string[] = [];
  for (const [batch, { signal, fate }] of load.sent) {
    if (rowsOfRequest[signal][table] === undefined) continue;
    const { rows, distinct } = found.get(batch) ?? { rows: 0, distinct: 0 };
    const isWhole = rows === wanted && distinct === wanted;
    if (isAllowed(fate, isWhole, rows === 0)) continue;
    problems.push(`${table}: ${fate} ${batch} has ${rows} rows, ${distinct} different`);
  }
  for (const batch of found.keys()) {
    if (!load.sent.has(batch)) problems.push(`${table}: ${batch} was never sent`);
  }
  return problems;
}

async function sumOf(url: string, sql: string): Promise<number> {
  const [row] = await selectRows(url, sql);
  return Number(row?.["total"] ?? 0);
}

/**
 * Reads every row from the store at `url` and expects each of an acknowledged request exactly
 * once, none of a refused one, those of one without an answer once or not at all, and as many in
 * the roll-ups. Returns how many requests without an answer are stored all the same.
 */
export async function expectExactlyOnce(
  load: NumberedLoad,
  url: string,
): Promise<{ readonly storedUnacknowledged: number }> {
  const problems: string[] = [];
  const byTable = new Map<TelemetryTable, Map<string, Found>>();
  for (const [table, wanted] of tables) {
    const found = await readTable(url, table);
    byTable.set(table, found);
    problems.push(...judgeTable(load, table, wanted, found));
  }
  let storedUnacknowledged = 0;
  for (const [batch, { signal, fate }] of load.sent) {
    const own = Object.keys(rowsOfRequest[signal]) as TelemetryTable[];
    const isStored = own.some((table) => byTable.get(table)?.has(batch));
    if (fate === "lost" && isStored) storedUnacknowledged += 1;
  }
  expect(problems.slice(0, 20)).toEqual([]);
  const countIn = (table: TelemetryTable): number =>
    [...(byTable.get(table)?.values() ?? [])].reduce((sum, { rows }) => sum + rows, 0);
  const where = `WHERE service_name = '${faultService}'`;
  for (const rollup of ["red_10s", "red_1m"]) {
    const calls = await sumOf(url, `SELECT sum(calls) AS total FROM ${rollup} ${where}`);
    expect({ [rollup]: calls }).toEqual({ [rollup]: countIn("spans") });
  }
  const records = await sumOf(url, `SELECT sum(records) AS total FROM log_counts_1m ${where}`);
  expect({ log_counts_1m: records }).toEqual({ log_counts_1m: countIn("logs") });
  return { storedUnacknowledged };
}
