"use client";
import type { Headroom } from "@headroom/contracts";
import { CircleCheck, CircleDashed, OctagonAlert, TriangleAlert } from "lucide-react";
import { cn } from "@/components/ui/class-names";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { NO_VALUE } from "@/format/number";
import {
  keyOf,
  urgencyOf,
  type CapacityOrder,
  type CapacitySort,
  type Urgency,
} from "./capacity-table";
import {
  describeDates,
  exhaustionMs,
  formatAhead,
  formatPercent,
  modelNames,
  modelWords,
  nameSubject,
  resourceWords,
} from "./headroom-words";
import { UseBar } from "./use-bar";
import { formatAmount, formatUse } from "./amount";

const COLUMNS: readonly { sort: CapacitySort | null; label: string; className?: string }[] = [
  { sort: "resource", label: "Resource" },
  { sort: "used", label: "In use now, at the peak", className: "w-80 max-lg:hidden" },
  { sort: null, label: "Limit", className: "w-32 max-xl:hidden" },
  { sort: "headroom", label: "Left at peak", className: "w-26 max-sm:hidden" },
  { sort: "exhausted", label: "Used up", className: "w-36 sm:w-44" },
  { sort: null, label: "Model", className: "w-32 max-xl:hidden" },
];

const URGENCY: Readonly<
  Record<Urgency, { icon: typeof CircleCheck; className: string; text: string }>
> = {
  now: { icon: OctagonAlert, className: "text-critical", text: "Urgent" },
  soon: { icon: TriangleAlert, className: "text-warning", text: "To be planned" },
  later: { icon: CircleCheck, className: "text-ok", text: "Enough" },
  unknown: { icon: CircleDashed, className: "text-muted-foreground", text: "Not known yet" },
};

/** Headroom of resources as a table; a row opens its detail. */
export function HeadroomTable({
  rows,
  nowMs,
  sort,
  order,
  onSort,
  onOpen,
}: {
  rows: readonly Headroom[];
  nowMs: number;
  sort: CapacitySort;
  order: CapacityOrder;
  onSort: (sort: CapacitySort) => void;
  onOpen: (row: Headroom) => void;
}) {
  return (
    <Table aria-label="Headroom" className="table-fixed">
      <TableHeader>
        <tr>
          {COLUMNS.map(({ sort: by, label, className }, index) => (
            <TableHead
              key={label}
              numeric={index > 1 && index < 5}
              className={className}
              sorted={by !== sort ? undefined : order === "asc" ? "ascending" : "descending"}
              {...(by === null ? {} : { onSort: () => onSort(by) })}
            >
              {label}
            </TableHead>
          ))}
        </tr>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <Row key={keyOf(row)} row={row} nowMs={nowMs} onOpen={() => onOpen(row)} />
        ))}
      </TableBody>
    </Table>
  );
}

function Row({ row, nowMs, onOpen }: { row: Headroom; nowMs: number; onOpen: () => void }) {
  const { usedNow, usedAtPeak, limit, unit, headroomPercent, exhaustion } = row;
  return (
    <TableRow interactive className="relative">
      <TableCell className="max-w-0">
        <div className="flex min-w-0 items-center gap-2.5">
          <UrgencyMark urgency={urgencyOf(row, nowMs)} />
          <div className="min-w-0">
            <button
              type="button"
              onClick={onOpen}
              className="block max-w-full truncate text-left font-medium after:absolute after:inset-0 hover:underline"
            >
              {resourceWords[row.resource]}
            </button>
            <p className="truncate text-2xs text-muted-foreground">{nameSubject(row)}</p>
            {headroomPercent !== null && (
              <p className="truncate text-2xs sm:hidden">
                {formatPercent(headroomPercent)} left at peak
              </p>
            )}
          </div>
        </div>
      </TableCell>
      <TableCell className="max-lg:hidden">
        <div className="flex items-center gap-3">
          <UseBar row={row} />
          <span className="min-w-0 truncate text-xs">{formatUse(usedNow, usedAtPeak, unit)}</span>
        </div>
      </TableCell>
      <TableCell numeric className="max-xl:hidden">
        {formatAmount(limit, unit)}
      </TableCell>
      <TableCell
        numeric
        className={cn("max-sm:hidden", (headroomPercent ?? 1) < 0 && "font-medium text-critical")}
      >
        {headroomPercent === null ? NO_VALUE : formatPercent(headroomPercent)}
      </TableCell>
      <TableCell numeric className="whitespace-normal">
        <Dates exhaustion={exhaustion} status={row.status} nowMs={nowMs} />
      </TableCell>
      <TableCell className="truncate text-xs text-muted-foreground max-xl:hidden">
        <span title={modelWords[row.model]}>{modelNames[row.model]}</span>
      </TableCell>
    </TableRow>
  );
}

/** The shape that says how urgent a resource is; the word is for screen readers and on hover. */
export function UrgencyMark({ urgency }: { urgency: Urgency }) {
  const { icon: Icon, className, text } = URGENCY[urgency];
  return (
    <span className={cn("shrink-0", className)} title={text}>
      <Icon className="size-4" aria-hidden />
      <span className="sr-only">{text}</span>
    </span>
  );
}

/** When a resource is used up: the likely date with its range, or why there is none. */
export function Dates({
  exhaustion,
  status,
  nowMs,
}: Pick<Headroom, "exhaustion" | "status"> & { nowMs: number }) {
  if (exhaustion === null) {
    return (
      <span className="text-xs text-muted-foreground">
        {status === "refused" ? "can’t be said" : "learning"}
      </span>
    );
  }
  const { p10, p50 } = exhaustionMs(exhaustion);
  const dates = describeDates(exhaustion, nowMs);
  if (dates === null) {
    return <span className="text-xs text-muted-foreground">beyond the forecast</span>;
  }
  return (
    <>
      <span className="font-medium">
        {p50 === null ? `10 % ${formatAhead(p10 ?? 0, nowMs)}` : formatAhead(p50, nowMs)}
      </span>
      <span className="block text-2xs text-muted-foreground">{dates}</span>
    </>
  );
}
