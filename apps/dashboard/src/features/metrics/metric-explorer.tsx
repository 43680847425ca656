"use client";
import { ArrowLeft } from "lucide-react";
import { ApiError } from "@/api/api-error";
import { ErrorState } from "@/components/ui/error-state";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { formatAgo } from "@/format/instant";
import { RangeLink } from "@/time/range-link";
import { useTimeRange } from "@/time/time-range";
import { MetricControls } from "./metric-controls";
import type { MetricState, SetMetricState } from "./metric-state";
import { chooseAggregation, describeType, describeUnit } from "./metric-words";
import { SeriesView } from "./series-view";
import { useMetric } from "./use-metric";
import { useMetricSeries } from "./use-metric-series";

/** One metric: how it is aggregated, filtered and grouped, its chart and its series. */
export function MetricExplorer({
  name,
  state,
  setState,
}: {
  name: string;
  state: MetricState;
  setState: SetMetricState;
}) {
  const { to } = useTimeRange();
  const { metric } = useMetric(name);
  const aggregation = chooseAggregation(metric?.aggregations ?? [], state.aggregation);
  const series = useMetricSeries(name, aggregation ?? state.aggregation, state);
  if (series.error instanceof ApiError && series.error.code === "not_found") {
    return (
      <Card>
        <UnknownMetric name={name} />
      </Card>
    );
  }
  return (
    <>
      {metric !== undefined && (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted-foreground">
          <Badge tone="accent">{describeType(metric)}</Badge>
          {describeUnit(metric.unit) !== "" && (
            <span>
              Unit <span className="text-foreground">{describeUnit(metric.unit)}</span>
            </span>
          )}
          <span>Last seen {formatAgo(Date.parse(metric.lastSeen), Date.parse(to))}</span>
          {metric.description !== "" && <span>{metric.description}</span>}
        </p>
      )}
      <MetricControls
        name={name}
        metric={metric}
        aggregation={aggregation}
        state={state}
        setState={setState}
      />
      {series.isError && series.data === undefined ? (
        <Card>
          <ErrorState error={series.error} onRetry={() => void series.refetch()} />
        </Card>
      ) : (
        <SeriesView query={series} state={state} setState={setState} />
      )}
    </>
  );
}

function UnknownMetric({ name }: { name: string }) {
  return (
    <EmptyState
      title="No metric has this name"
      description={
        <>
          Nothing named <span className="font-mono text-2xs">{name}</span> was received.
        </>
      }
      action={
        <Button size="sm" asChild>
          <RangeLink href="/metrics">
            <ArrowLeft /> All metrics
          </RangeLink>
        </Button>
      }
    />
  );
}
