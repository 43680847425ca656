"use client";
import type { Service } from "@headroom/contracts";
import { useRef } from "react";
import { Table, TableBody, TableHead, TableHeader } from "@/components/ui/table";
import { useWindowRows } from "@/components/ui/use-window-rows";
import { SERVICE_ROW_PX, ServiceRow } from "./service-row";
import type { ServiceSort, SortOrder } from "./service-table";

const COLUMNS: readonly { sort: ServiceSort; label: string; className?: string }[] = [
  { sort: "name", label: "Service" },
  { sort: "rate", label: "Requests", className: "w-22 sm:w-28 lg:w-56 xl:w-72 2xl:w-92" },
  { sort: "errors", label: "Errors", className: "w-20 sm:w-28 lg:w-56 xl:w-72 2xl:w-92" },
  { sort: "p95", label: "p95", className: "w-28 lg:w-56 xl:w-72 2xl:w-92 max-sm:hidden" },
  { sort: "alerts", label: "Alerts", className: "w-24 max-sm:hidden" },
];

/** A list of services as a table; without `onSort` its order is fixed. */
export function ServiceList({
  services,
  label,
  sort,
  order,
  onSort,
}: {
  services: readonly Service[];
  label: string;
  sort?: ServiceSort;
  order?: SortOrder;
  onSort?: (sort: ServiceSort) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const rows = useWindowRows(box, services.length, SERVICE_ROW_PX);
  return (
    <div ref={box}>
      <Table aria-label={label} aria-rowcount={services.length + 1} className="table-fixed">
        <TableHeader>
          <tr>
            {COLUMNS.map((column, index) => (
              <TableHead
                key={column.sort}
                numeric={index > 0}
                className={column.className}
                sorted={
                  sort !== column.sort ? undefined : order === "asc" ? "ascending" : "descending"
                }
                {...(onSort === undefined ? {} : { onSort: () => onSort(column.sort) })}
              >
                {column.label}
              </TableHead>
            ))}
          </tr>
        </TableHeader>
        <TableBody>
          <Spacer heightPx={rows.first * SERVICE_ROW_PX} />
          {services.slice(rows.first, rows.end).map((service, index) => (
            <ServiceRow key={service.name} service={service} index={rows.first + index} />
          ))}
          <Spacer heightPx={(services.length - rows.end) * SERVICE_ROW_PX} />
        </TableBody>
      </Table>
    </div>
  );
}

function Spacer({ heightPx }: { heightPx: number }) {
  if (heightPx <= 0) return null;
  return <tr aria-hidden style={{ height: heightPx }} />;
}
