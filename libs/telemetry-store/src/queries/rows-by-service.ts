import { telemetryTables } from "@headroom/otlp";
import type { TelemetryTable } from "@headroom/otlp";
import { z } from "zod";
import type { QueryRunner } from "../driver/query-runner.ts";
import { countField } from "./row-fields.ts";

/** Rows of one service in one table. */
export interface ServiceRows {
  readonly service: string;
  readonly table: TelemetryTable;
  readonly rows: number;
}

const serviceRow = z.object({
  service: z.string(),
  source: z.enum(telemetryTables),
  total: countField,
});

const maxRows = 1_000;

/**
 * Rows of each service in each table of raw telemetry, most first; at most 1,000. It reads the
 * column of service names of everything that is kept, so ask rarely.
 */
export async function readRowsByService(runner: QueryRunner): Promise<ServiceRows[]> {
  const parts = telemetryTables.map(
    (table) => `SELECT toString(service_name) AS service, '${table}' AS source, count() AS total
FROM ${table} GROUP BY service ORDER BY total DESC LIMIT ${maxRows}`,
  );
  const rows = await runner.run({
    name: "storage.services",
    sql: `SELECT * FROM (${parts.map((part) => `SELECT * FROM (${part})`).join("\nUNION ALL\n")})
ORDER BY total DESC, service, source LIMIT ${maxRows}`,
    parameters: {},
    row: serviceRow,
  });
  return rows.map(({ service, source, total }) => ({ service, table: source, rows: total }));
}
