"use client";
import { ChevronDown, ChevronRight } from "lucide-react";
import { memo } from "react";
import { SeverityMark } from "@/components/logs/severity-mark";
import { cn } from "@/components/ui/class-names";
import { formatPrecise } from "@/format/instant";
import { LogDetails } from "./log-details";
import type { KeyedLog } from "./log-keys";
import type { LogSearch, SetLogSearch } from "./log-search-state";
import { lineOf, pairsOf } from "./log-text";

/** One record: a line that opens to all of it. */
export const LogRow = memo(function LogRow({
  log,
  open,
  onToggle,
  search,
  setSearch,
}: {
  log: KeyedLog;
  open: boolean;
  onToggle: (key: string) => void;
  search: LogSearch;
  setSearch: SetLogSearch;
}) {
  const { record } = log;
  const Mark = open ? ChevronDown : ChevronRight;
  return (
    <div
      className={cn(
        open && "bg-muted/40",
        record.time === search.at && "bg-accent-soft shadow-[inset_2px_0_var(--accent)]",
      )}
    >
      <button
        type="button"
        data-row
        aria-expanded={open}
        onClick={() => onToggle(log.key)}
        className="grid min-h-6.25 w-full grid-cols-[1rem_auto_auto_minmax(0,1fr)] items-start gap-x-2 px-2 py-1 text-left text-xs select-text hover:bg-muted/60 focus-visible:outline-offset-[-2px] md:grid-cols-[1rem_8.75rem_2.5rem_7rem_minmax(0,1fr)]"
      >
        <Mark className="mt-px size-3.5 text-muted-foreground" aria-hidden />
        <span className="text-2xs leading-4.5 whitespace-nowrap text-muted-foreground">
          <span className="max-md:hidden">{formatPrecise(record.time)}</span>
          <span className="md:hidden">{formatPrecise(record.time, "local", false)}</span>
        </span>
        <SeverityMark severity={record.severity} text={record.severityText} />
        <span className="truncate leading-4.5 text-muted-foreground" title={record.service}>
          {record.service}
        </span>
        <span
          className={cn(
            "min-w-0 font-mono text-2xs leading-4.5 max-md:col-span-full max-md:pl-6",
            search.wrap ? "break-words whitespace-pre-wrap" : "truncate",
          )}
        >
          {search.wrap ? record.body || lineOf(record) : lineOf(record)}
          {(record.body !== "" || record.eventName !== "") && (
            <span className="pl-1 text-muted-foreground"> {pairsOf(record)}</span>
          )}
        </span>
      </button>
      {open && <LogDetails record={record} search={search} setSearch={setSearch} />}
    </div>
  );
});
