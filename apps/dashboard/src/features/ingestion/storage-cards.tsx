"use client";
import type { Ingestion } from "@headroom/contracts";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { serviceHref } from "@/features/services/service-name";
import { formatAgo } from "@/format/instant";
import { formatCompact, formatCount } from "@/format/number";
import { formatBytes } from "@/format/unit";
import { RangeLink } from "@/time/range-link";
import type { IngestionState, SetIngestionState } from "./ingestion-state";
import { sortServices, sortTables, type ServiceSort, type TableSort } from "./storage-rows";

interface CardProps {
  readonly ingestion: Ingestion;
  readonly state: IngestionState;
  readonly setState: SetIngestionState;
}

const TABLE_COLUMNS: readonly { sort: TableSort; label: string; className?: string }[] = [
  { sort: "table", label: "Table" },
  { sort: "rows", label: "Rows", className: "w-20" },
  { sort: "parts", label: "Parts", className: "w-20 max-sm:hidden" },
  { sort: "perRow", label: "A row", className: "w-20 max-sm:hidden" },
  { sort: "bytes", label: "On disk", className: "w-24" },
];

/** What each table takes on disk. */
export function TablesCard({ ingestion, state, setState }: CardProps) {
  const tables = ingestion.tables?.filter(({ rows }) => rows > 0) ?? null;
  return (
    <Card aria-label="Disk by table">
      <CardHeader
        title="Disk by table"
        description="Compressed, active parts; roll-ups are tables of their own"
      />
      {tables === null ? (
        <NoAnswer />
      ) : tables.length === 0 ? (
        <EmptyState
          title="Nothing is stored yet"
          description="Send telemetry; the Overview says how."
        />
      ) : (
        <Table aria-label="Disk by table" className="table-fixed">
          <TableHeader>
            <tr>
              {TABLE_COLUMNS.map(({ sort, label, className }, index) => (
                <TableHead
                  key={sort}
                  numeric={index > 0}
                  className={className}
                  sorted={orderOf(state.tables === sort, sort === "table")}
                  onSort={() => void setState({ tables: sort })}
                >
                  {label}
                </TableHead>
              ))}
            </tr>
          </TableHeader>
          <TableBody>
            {sortTables(tables, state.tables).map((row) => (
              <TableRow key={row.table}>
                <TableCell className="truncate font-mono text-xs" title={row.table}>
                  {row.table}
                </TableCell>
                <TableCell numeric title={formatCount(row.rows)}>
                  {formatCompact(row.rows)}
                </TableCell>
                <TableCell numeric className="max-sm:hidden">
                  {formatCount(row.parts)}
                </TableCell>
                <TableCell numeric className="max-sm:hidden">
                  {formatBytes(row.perRow)}
                </TableCell>
                <TableCell numeric>{formatBytes(row.bytes)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}

const SERVICE_COLUMNS: readonly { sort: ServiceSort; label: string; className?: string }[] = [
  { sort: "service", label: "Service" },
  { sort: "rows", label: "Rows", className: "w-24" },
  { sort: "estimatedBytes", label: "On disk, about", className: "w-36" },
];

/** What each service takes on disk, about. */
export function ServicesCard({
  ingestion,
  nowMs,
  state,
  setState,
}: CardProps & { readonly nowMs: number }) {
  const { services, servicesMeasuredAt: measuredAt } = ingestion;
  const age = measuredAt === null ? "" : `; counted ${formatAgo(Date.parse(measuredAt), nowMs)}`;
  return (
    <Card aria-label="Disk by service">
      <CardHeader
        title="Disk by service"
        description={`An estimate: rows times the mean size of a row of their table${age}`}
      />
      {services === null ? (
        <NoAnswer />
      ) : services.length === 0 ? (
        <EmptyState
          title="Nothing is stored yet"
          description="Send telemetry; the Overview says how."
        />
      ) : (
        <Table aria-label="Disk by service" className="table-fixed" containerClassName="max-h-96">
          <TableHeader>
            <tr>
              {SERVICE_COLUMNS.map(({ sort, label, className }, index) => (
                <TableHead
                  key={sort}
                  numeric={index > 0}
                  className={className}
                  sorted={orderOf(state.services === sort, sort === "service")}
                  onSort={() => void setState({ services: sort })}
                >
                  {label}
                </TableHead>
              ))}
            </tr>
          </TableHeader>
          <TableBody>
            {sortServices(services, state.services).map((row) => (
              <TableRow key={row.service}>
                <TableCell className="truncate" title={row.service}>
                  {row.service === "" ? (
                    <span className="text-muted-foreground">without a name</span>
                  ) : (
                    <RangeLink href={serviceHref(row.service)} className="hover:underline">
                      {row.service}
                    </RangeLink>
                  )}
                </TableCell>
                <TableCell numeric title={formatCount(row.rows)}>
                  {formatCompact(row.rows)}
                </TableCell>
                <TableCell numeric>{formatBytes(row.estimatedBytes)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}

function orderOf(isSorted: boolean, isName: boolean): "ascending" | "descending" | undefined {
  if (!isSorted) return undefined;
  return isName ? "ascending" : "descending";
}

function NoAnswer() {
  return (
    <EmptyState
      title="ClickHouse does not answer"
      description="What is acknowledged stays in the spool meanwhile. Check that ClickHouse runs and can be reached; this fills by itself."
    />
  );
}
