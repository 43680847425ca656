"use client";
import { Filter } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { formatValue } from "@/format/unit";
import { sortColumns, sortSeriesRows, type SeriesRow, type SortColumn } from "./series-table";

const HEADS: Readonly<Record<SortColumn, string>> = {
  label: "Series",
  last: "Last",
  min: "Min",
  avg: "Avg",
  max: "Max",
};

/** The series with their statistics, sortable; the colours are those of the chart. */
export function SeriesTable({
  rows,
  unit,
  colors,
  isolated,
  onIsolate,
  onNarrow,
  onZoomOut,
}: {
  rows: readonly SeriesRow[];
  unit: string;
  colors: ReadonlyMap<string, string>;
  isolated: string | null;
  onIsolate: (id: string | null) => void;
  onNarrow?: (row: SeriesRow) => void;
  onZoomOut: () => void;
}) {
  const [sort, setSort] = useState<{ column: SortColumn; descending: boolean }>({
    column: "max",
    descending: true,
  });
  if (rows.length === 0) {
    return (
      <EmptyState
        title="No data in this time range"
        description="The metric was not sent here, or the filters leave nothing of it."
        action={
          <Button size="sm" onClick={onZoomOut}>
            Zoom out
          </Button>
        }
      />
    );
  }
  const sortBy = (column: SortColumn) =>
    setSort((now) => ({
      column,
      descending: now.column === column ? !now.descending : column !== "label",
    }));
  return (
    <Table aria-label="Series">
      <TableHeader>
        <tr>
          {sortColumns.map((column) => (
            <TableHead
              key={column}
              numeric={column !== "label"}
              sorted={
                sort.column !== column ? undefined : sort.descending ? "descending" : "ascending"
              }
              onSort={() => sortBy(column)}
            >
              {HEADS[column]}
            </TableHead>
          ))}
          {onNarrow !== undefined && (
            <TableHead className="w-8">
              <span className="sr-only">Filter</span>
            </TableHead>
          )}
        </tr>
      </TableHeader>
      <TableBody>
        {sortSeriesRows(rows, sort.column, sort.descending).map((row) => (
          <TableRow key={row.id} interactive>
            <TableCell className="max-w-0 min-w-40 w-full">
              <button
                type="button"
                aria-pressed={isolated === row.id}
                title={colors.has(row.id) ? "Draw only this" : "Not drawn – draw only this"}
                onClick={() => onIsolate(isolated === row.id ? null : row.id)}
                className="flex w-full min-w-0 items-center gap-2 text-left"
              >
                <span
                  className={cn("size-2 shrink-0 rounded-xs", !colors.has(row.id) && "border")}
                  style={{ background: colors.get(row.id) }}
                />
                <span className="truncate">{row.label}</span>
              </button>
            </TableCell>
            {([row.last, row.min, row.avg, row.max] as const).map((value, index) => (
              <TableCell key={sortColumns[index + 1]} numeric>
                {formatValue(value, unit)}
              </TableCell>
            ))}
            {onNarrow !== undefined && (
              <TableCell className="px-1">
                <Button
                  variant="ghost"
                  size="icon-sm"
                  title="Only this series"
                  aria-label={`Filter by ${row.label}`}
                  onClick={() => onNarrow(row)}
                >
                  <Filter />
                </Button>
              </TableCell>
            )}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
