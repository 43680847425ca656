"use client";
import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/queries";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { formatPrecise } from "@/format/instant";
import { formatDurationMs } from "@/format/unit";
import { hrefTo } from "@/time/range-href";
import { RangeLink } from "@/time/range-link";
import { useTimeRange } from "@/time/time-range";

const ROWS = 8;
const KINDS = {
  errors: {
    title: "Recent errors",
    description: "Traces in which a span of this service failed",
    empty: "No failed traces in this range",
    query: { status: "error", sort: "recent" },
  },
  slow: {
    title: "Slowest traces",
    description: "Traces with the longest spans of this service",
    empty: "No traces in this range",
    query: { sort: "slowest" },
  },
} as const;

/** A few traces of a service: the last that failed, or the slowest. */
export function TracesCard({
  service,
  operation,
  kind,
}: {
  service: string;
  operation: string | null;
  kind: keyof typeof KINDS;
}) {
  const { from, to } = useTimeRange();
  const { title, description, empty, query } = KINDS[kind];
  const filter = { service, ...(operation === null ? {} : { operation }), ...query };
  const traces = useQuery(apiQuery("listTraces", { query: { from, to, ...filter, limit: ROWS } }));
  return (
    <Card>
      <CardHeader
        title={title}
        description={description}
        actions={
          <Button asChild size="sm" variant="ghost">
            <RangeLink href={hrefTo("/traces", filter)}>All in Traces</RangeLink>
          </Button>
        }
      />
      {traces.isPending ? (
        <SkeletonRows rows={ROWS} />
      ) : traces.isError ? (
        <ErrorState error={traces.error} onRetry={() => void traces.refetch()} />
      ) : traces.data.items.length === 0 ? (
        <EmptyState title={empty} />
      ) : (
        <ul>
          {traces.data.items.map((trace) => (
            <li
              key={trace.traceId}
              className="relative flex h-9 items-center gap-3 border-t px-3 hover:bg-muted/60"
            >
              <RangeLink
                href={`/traces/${trace.traceId}`}
                className="min-w-0 flex-1 truncate after:absolute after:inset-0 hover:underline"
              >
                {trace.rootService} {trace.rootName}
              </RangeLink>
              {trace.errorCount > 0 && (
                <span className="text-xs text-critical">
                  {trace.errorCount} {trace.errorCount === 1 ? "error" : "errors"}
                </span>
              )}
              <span className="w-16 text-right font-medium">
                {formatDurationMs(trace.durationMs)}
              </span>
              <span className="w-34 text-right text-xs whitespace-nowrap text-muted-foreground max-sm:hidden">
                {formatPrecise(trace.startedAt)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
