"use client";
import type { TraceSummary } from "@headroom/contracts";
import { CircleAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/class-names";
import { formatPrecise } from "@/format/instant";
import { formatCount } from "@/format/number";
import { countOf } from "@/format/plural";
import { formatDurationMs } from "@/format/unit";
import { RangeLink } from "@/time/range-link";
import { barShare } from "./bar-share";
import { useRowKeys } from "./row-keys";

const COLUMNS =
  "grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 md:grid-cols-[9.5rem_minmax(0,1fr)_minmax(8rem,14rem)_4rem_4.5rem] xl:grid-cols-[9.5rem_minmax(0,2fr)_minmax(8rem,16rem)_4rem_4.5rem_minmax(0,2fr)]";
const SHOWN_SERVICES = 3;

/** Traces as links, one a line; the duration bars compare with the slowest one shown. */
export function TraceList({ traces }: { traces: readonly TraceSummary[] }) {
  const slowestMs = traces.reduce((max, { durationMs }) => Math.max(max, durationMs), 0);
  const onKeyDown = useRowKeys();
  return (
    <div>
      <div
        aria-hidden
        className={cn(
          COLUMNS,
          "h-8 items-center border-b px-3 text-xs text-muted-foreground max-md:hidden",
        )}
      >
        <span>Start</span>
        <span>Root</span>
        <span>Duration</span>
        <span className="text-right">Spans</span>
        <span className="text-right">Errors</span>
        <span className="max-xl:hidden">Services</span>
      </div>
      <ul aria-label="Traces" onKeyDown={onKeyDown}>
        {traces.map((trace) => (
          <TraceLine key={trace.traceId} trace={trace} slowestMs={slowestMs} />
        ))}
      </ul>
    </div>
  );
}

function TraceLine({ trace, slowestMs }: { trace: TraceSummary; slowestMs: number }) {
  const failed = trace.errorCount > 0;
  const root = trace.rootName === "" ? "(root span not received)" : trace.rootName;
  return (
    <li className="border-b last:border-b-0">
      <RangeLink
        href={`/traces/${trace.traceId}`}
        data-row
        className={cn(
          COLUMNS,
          "min-h-9 items-center px-3 py-1 hover:bg-muted/60 focus-visible:outline-offset-[-2px]",
        )}
      >
        <span className="text-xs text-muted-foreground max-md:order-3 max-md:text-2xs">
          {formatPrecise(trace.startedAt)}
        </span>
        <span className="flex min-w-0 items-baseline gap-1.5 max-md:order-1">
          <span className="max-w-[50%] shrink-0 truncate font-medium">
            {trace.rootService || "unknown service"}
          </span>
          <span className="truncate text-muted-foreground" title={root}>
            {root}
          </span>
        </span>
        <span className="flex items-center gap-2 max-md:order-2 max-md:justify-end">
          <span
            aria-hidden
            className="h-2 min-w-0 flex-1 overflow-hidden rounded-xs bg-muted max-md:hidden"
          >
            <span
              className={cn("block h-full rounded-xs", failed ? "bg-critical" : "bg-accent")}
              style={{ width: `${barShare(trace.durationMs, slowestMs) * 100}%` }}
            />
          </span>
          <span className="w-16 text-right whitespace-nowrap">
            {formatDurationMs(trace.durationMs)}
          </span>
        </span>
        <span className="text-right text-xs max-md:order-5 max-md:hidden">
          {formatCount(trace.spanCount)}
          <span className="sr-only"> spans</span>
        </span>
        <span className="text-right text-xs max-md:order-4">
          <ErrorMark count={trace.errorCount} />
          <span className="text-2xs text-muted-foreground md:hidden">
            {" "}
            {countOf(trace.spanCount, "span")}
          </span>
        </span>
        <ServiceChips services={trace.services} />
      </RangeLink>
    </li>
  );
}

function ErrorMark({ count }: { count: number }) {
  if (count === 0) return <span className="text-muted-foreground max-md:hidden">0</span>;
  return (
    <span className="inline-flex items-center gap-1 font-medium text-critical">
      <CircleAlert className="size-3" aria-hidden />
      {formatCount(count)}
      <span className="sr-only"> errors</span>
    </span>
  );
}

function ServiceChips({ services }: { services: readonly string[] }) {
  const more = services.length - SHOWN_SERVICES;
  return (
    <span className="flex min-w-0 gap-1 overflow-hidden max-xl:hidden" title={services.join(", ")}>
      {services.slice(0, SHOWN_SERVICES).map((service) => (
        <Badge key={service} className="max-w-32 shrink-0">
          <span className="truncate">{service}</span>
        </Badge>
      ))}
      {more > 0 && <Badge tone="outline">+{more}</Badge>}
    </span>
  );
}
