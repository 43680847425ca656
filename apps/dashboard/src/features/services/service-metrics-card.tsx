"use client";
import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/queries";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { describeType, describeUnit } from "@/features/metrics/metric-words";
import { hrefTo } from "@/time/range-href";
import { RangeLink } from "@/time/range-link";
import { useTimeRange } from "@/time/time-range";

const MOST = 100;

/** The metrics a service sends, as links to the explorer. */
export function ServiceMetricsCard({ service }: { service: string }) {
  const { from, to } = useTimeRange();
  const metrics = useQuery(apiQuery("listMetrics", { query: { from, to, service, limit: MOST } }));
  return (
    <Card>
      <CardHeader title="Metrics" />
      {metrics.isPending ? (
        <SkeletonRows rows={5} />
      ) : metrics.isError ? (
        <ErrorState error={metrics.error} onRetry={() => void metrics.refetch()} />
      ) : metrics.data.items.length === 0 ? (
        <EmptyState
          title="No metrics in this range"
          description="Add a metrics exporter to this service's OpenTelemetry SDK."
        />
      ) : (
        <ul className="max-h-80 overflow-y-auto">
          {metrics.data.items.map((metric) => (
            <li
              key={`${metric.name} ${metric.type}`}
              className="relative flex h-9 items-center gap-3 border-t px-3 hover:bg-muted/60"
            >
              <RangeLink
                href={hrefTo("/metrics", { metric: metric.name, service })}
                title={metric.description}
                className="min-w-0 flex-1 truncate font-mono text-xs after:absolute after:inset-0 hover:underline"
              >
                {metric.name}
              </RangeLink>
              <Badge tone="outline">{describeType(metric)}</Badge>
              <span className="w-20 truncate text-right text-xs text-muted-foreground max-sm:hidden">
                {describeUnit(metric.unit)}
              </span>
            </li>
          ))}
          {metrics.data.nextCursor !== null && (
            <li className="border-t px-3 py-2 text-xs text-muted-foreground">
              The first {MOST} are shown; the others are in Metrics.
            </li>
          )}
        </ul>
      )}
    </Card>
  );
}
