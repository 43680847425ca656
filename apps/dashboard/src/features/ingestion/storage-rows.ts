import type { IngestionService, IngestionTable } from "@headroom/contracts";

/** What the table of tables can be sorted by. */
export const tableSorts = ["table", "rows", "parts", "bytes", "perRow"] as const;
export type TableSort = (typeof tableSorts)[number];

/** What the table of services can be sorted by. */
export const serviceSorts = ["service", "rows", "estimatedBytes"] as const;
export type ServiceSort = (typeof serviceSorts)[number];

/** A table with the bytes that one of its rows takes on disk; null while it is empty. */
export interface TableRowData extends IngestionTable {
  readonly perRow: number | null;
}

/** Tables in order: names from a to z, numbers largest first. */
export function sortTables(tables: readonly IngestionTable[], sort: TableSort): TableRowData[] {
  return tables
    .map((table) => ({ ...table, perRow: table.rows > 0 ? table.bytes / table.rows : null }))
    .toSorted((left, right) =>
      sort === "table"
        ? left.table.localeCompare(right.table)
        : (right[sort] ?? -1) - (left[sort] ?? -1) || left.table.localeCompare(right.table),
    );
}

/** Services in order: names from a to z, numbers largest first. */
export function sortServices(
  services: readonly IngestionService[],
  sort: ServiceSort,
): IngestionService[] {
  return services.toSorted((left, right) =>
    sort === "service"
      ? left.service.localeCompare(right.service)
      : right[sort] - left[sort] || left.service.localeCompare(right.service),
  );
}
