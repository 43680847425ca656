import type { Headroom } from "@headroom/contracts";
import { NO_VALUE } from "@/format/number";
import { RangeLink } from "@/time/range-link";
import { resourceHref } from "./capacity-href";
import { keyOf, urgencyOf } from "./capacity-table";
import { Dates, UrgencyMark } from "./headroom-table";
import { formatPercent, nameSubject, resourceWords } from "./headroom-words";
import { UseBar } from "./use-bar";

/** Resources as short rows for a card: use, what is left at the peak, when it is used up. */
export function HeadroomList({ rows, nowMs }: { rows: readonly Headroom[]; nowMs: number }) {
  return (
    <ul>
      {rows.map((row) => (
        <li
          key={keyOf(row)}
          className="relative flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 border-t px-3 py-1.5 hover:bg-muted/60"
        >
          <div className="flex min-w-0 flex-1 basis-44 items-center gap-2.5">
            <UrgencyMark urgency={urgencyOf(row, nowMs)} />
            <div className="min-w-0">
              <RangeLink
                href={resourceHref(row)}
                className="block truncate font-medium after:absolute after:inset-0 hover:underline"
              >
                {resourceWords[row.resource]}
              </RangeLink>
              <p className="truncate text-2xs text-muted-foreground">{nameSubject(row)}</p>
            </div>
          </div>
          <div className="flex flex-col gap-1">
            <UseBar row={row} className="w-24" />
            <span className="text-2xs text-muted-foreground">
              {row.headroomPercent === null
                ? NO_VALUE
                : `${formatPercent(row.headroomPercent)} left at peak`}
            </span>
          </div>
          <div className="w-40 text-right max-sm:w-full max-sm:pl-6.5 max-sm:text-left">
            <Dates exhaustion={row.exhaustion} status={row.status} nowMs={nowMs} />
          </div>
        </li>
      ))}
    </ul>
  );
}
