"use client";
import type { Operation } from "@headroom/contracts";
import { BellPlus, ListTree } from "lucide-react";
import { useMemo, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
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
import { formatDurationMs, formatRate, formatRatio } from "@/format/unit";
import { hrefTo } from "@/time/range-href";
import { RangeLink } from "@/time/range-link";
import { redRuleHref } from "./alert-link";
import { sortOperations, type OperationSort } from "./operation-table";
import type { SortOrder } from "./service-table";

const FIRST_ROWS = 12;
const COLUMNS: readonly { sort: OperationSort; label: string }[] = [
  { sort: "time", label: "Time share" },
  { sort: "rate", label: "Requests" },
  { sort: "errors", label: "Errors" },
  { sort: "p50", label: "p50" },
  { sort: "p95", label: "p95" },
  { sort: "p99", label: "p99" },
];

/** The operations of a service; a click on a name shows only that one in the charts above. */
export function OperationsCard({
  service,
  operations,
  selected,
  onSelect,
}: {
  service: string;
  operations: readonly Operation[];
  selected: string | null;
  onSelect: (name: string | null) => void;
}) {
  const [{ sort, order }, setSort] = useState<{ sort: OperationSort; order: SortOrder }>({
    sort: "time",
    order: "desc",
  });
  const [all, setAll] = useState(false);
  const sorted = useMemo(() => sortOperations(operations, sort, order), [operations, sort, order]);
  const shown = all ? sorted : sorted.slice(0, FIRST_ROWS);
  const head = (column: OperationSort) => ({
    ...(sort === column
      ? { sorted: order === "asc" ? ("ascending" as const) : ("descending" as const) }
      : {}),
    onSort: () =>
      setSort({
        sort: column,
        order:
          sort === column ? (order === "asc" ? "desc" : "asc") : column === "name" ? "asc" : "desc",
      }),
  });
  return (
    <Card>
      <CardHeader
        title="Operations"
        description="Share of the service's busy time, rate, errors and duration"
        actions={
          selected !== null && (
            <Button size="sm" onClick={() => onSelect(null)}>
              Show all in charts
            </Button>
          )
        }
      />
      {operations.length === 0 ? (
        <EmptyState title="No operations in this range" description="Choose a longer time range." />
      ) : (
        <Table aria-label={`Operations of ${service}`}>
          <TableHeader>
            <tr>
              <TableHead {...head("name")}>Operation</TableHead>
              {COLUMNS.map((column) => (
                <TableHead key={column.sort} numeric {...head(column.sort)}>
                  {column.label}
                </TableHead>
              ))}
              <TableHead>
                <span className="sr-only">Actions</span>
              </TableHead>
            </tr>
          </TableHeader>
          <TableBody>
            {shown.map((operation) => (
              <OperationRow
                key={`${operation.kind} ${operation.name}`}
                service={service}
                operation={operation}
                selected={operation.name === selected}
                onSelect={onSelect}
              />
            ))}
          </TableBody>
        </Table>
      )}
      {sorted.length > FIRST_ROWS && (
        <div className="border-t p-2 text-center">
          <Button size="sm" variant="ghost" onClick={() => setAll(!all)}>
            {all ? "Show fewer" : `Show all ${sorted.length} operations`}
          </Button>
        </div>
      )}
    </Card>
  );
}

function OperationRow({
  service,
  operation,
  selected,
  onSelect,
}: {
  service: string;
  operation: Operation;
  selected: boolean;
  onSelect: (name: string | null) => void;
}) {
  const { name, kind, red, timeShare } = operation;
  return (
    <TableRow interactive className={cn(selected && "bg-accent-soft")}>
      <TableCell className="min-w-48">
        <span className="flex items-center gap-2">
          <button
            type="button"
            aria-pressed={selected}
            title={`${name} – show only this in the charts`}
            onClick={() => onSelect(selected ? null : name)}
            className="max-w-96 truncate text-left font-medium hover:underline"
          >
            {name}
          </button>
          <Badge tone="outline">{kind}</Badge>
        </span>
      </TableCell>
      <TableCell numeric>
        <span className="inline-flex items-center gap-2 align-middle">
          <span aria-hidden className="h-1.5 w-16 overflow-hidden rounded-full bg-muted">
            <span className="block h-full bg-accent" style={{ width: `${timeShare * 100}%` }} />
          </span>
          <span className="min-w-14">{formatRatio(timeShare)}</span>
        </span>
      </TableCell>
      <TableCell numeric>{formatRate(red.requestRate)}</TableCell>
      <TableCell numeric className={cn(red.errorRatio >= 0.01 && "font-medium text-critical")}>
        {formatRatio(red.errorRatio)}
      </TableCell>
      <TableCell numeric>{formatDurationMs(red.p50Ms)}</TableCell>
      <TableCell numeric>{formatDurationMs(red.p95Ms)}</TableCell>
      <TableCell numeric>{formatDurationMs(red.p99Ms)}</TableCell>
      <TableCell className="whitespace-nowrap">
        <Button asChild variant="ghost" size="icon-sm">
          <RangeLink
            href={hrefTo("/traces", { service, operation: name })}
            aria-label={`Traces of ${name}`}
            title="Traces"
          >
            <ListTree />
          </RangeLink>
        </Button>
        <Button asChild variant="ghost" size="icon-sm">
          <RangeLink
            href={redRuleHref("p95", service, name)}
            aria-label={`Create an alert on ${name}`}
            title="Create alert"
          >
            <BellPlus />
          </RangeLink>
        </Button>
      </TableCell>
    </TableRow>
  );
}
