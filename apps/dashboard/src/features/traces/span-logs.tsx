"use client";
import type { Trace } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/queries";
import { SeverityMark } from "@/components/logs/severity-mark";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { formatPrecise } from "@/format/instant";
import { RangeLink } from "@/time/range-link";
import { logsHref, rangeOfTrace } from "./trace-links";

const MAX_LOGS = 100;

/** Log records that name this span, oldest first. */
export function SpanLogs({ trace, spanId }: { trace: Trace; spanId: string }) {
  const logs = useQuery(
    apiQuery("listLogs", {
      query: {
        traceId: trace.traceId,
        spanId,
        order: "oldest",
        limit: MAX_LOGS,
        ...rangeOfTrace(trace),
      },
    }),
  );
  if (logs.isPending) return <SkeletonRows rows={4} />;
  if (logs.isError) return <ErrorState error={logs.error} onRetry={() => void logs.refetch()} />;
  const { items, nextCursor } = logs.data;
  return (
    <div className="flex flex-col gap-2">
      {items.length === 0 ? (
        <p className="text-xs text-muted-foreground">
          No log record names this span. Records of the whole trace may exist.
        </p>
      ) : (
        <ol className="text-xs">
          {items.map((record) => (
            <li
              key={record.id + record.time}
              className="flex min-w-0 gap-2 border-b py-1 last:border-b-0"
            >
              <span className="shrink-0 text-2xs leading-4.5 text-muted-foreground">
                {formatPrecise(record.time, "local", false)}
              </span>
              <SeverityMark severity={record.severity} text={record.severityText} />
              <span className="min-w-0 break-words">{record.body || record.eventName}</span>
            </li>
          ))}
        </ol>
      )}
      <p className="flex gap-3 text-xs">
        {nextCursor !== null && <span>Only the first {MAX_LOGS} are shown.</span>}
        <RangeLink href={logsHref(trace, spanId)} className="text-accent hover:underline">
          Open in Logs
        </RangeLink>
        <RangeLink href={logsHref(trace)} className="text-accent hover:underline">
          Logs of the whole trace
        </RangeLink>
      </p>
    </div>
  );
}
