"use client";
import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/queries";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { formatPrecise } from "@/format/instant";
import { hrefTo } from "@/time/range-href";
import { RangeLink } from "@/time/range-link";
import { useTimeRange } from "@/time/time-range";

const ROWS = 8;

/** The last error logs of a service. */
export function ErrorLogsCard({ service }: { service: string }) {
  const { from, to } = useTimeRange();
  const filter = { service, minSeverity: "error" } as const;
  const logs = useQuery(apiQuery("listLogs", { query: { from, to, ...filter, limit: ROWS } }));
  return (
    <Card>
      <CardHeader
        title="Recent error logs"
        actions={
          <Button asChild size="sm" variant="ghost">
            <RangeLink href={hrefTo("/logs", filter)}>All in Logs</RangeLink>
          </Button>
        }
      />
      {logs.isPending ? (
        <SkeletonRows rows={ROWS} />
      ) : logs.isError ? (
        <ErrorState error={logs.error} onRetry={() => void logs.refetch()} />
      ) : logs.data.items.length === 0 ? (
        <EmptyState title="No error logs in this range" />
      ) : (
        <ul>
          {logs.data.items.map((record) => (
            <li key={record.id} className="flex min-h-9 items-center gap-3 border-t px-3 py-1">
              <time className="shrink-0 text-xs text-muted-foreground" dateTime={record.time}>
                {formatPrecise(record.time)}
              </time>
              <span className="min-w-0 flex-1 truncate font-mono text-xs" title={record.body}>
                {record.body}
              </span>
              {record.traceId !== "" && (
                <RangeLink
                  href={hrefTo(`/traces/${record.traceId}`, { span: record.spanId })}
                  className="shrink-0 text-xs text-accent hover:underline"
                >
                  Trace
                </RangeLink>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
