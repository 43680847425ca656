"use client";
import type { Status } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { apiQuery } from "@/api/queries";
import { ChartCard } from "@/components/charts/chart-card";
import { severitySeries } from "@/components/charts/log-histogram";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { RunsOutNext } from "@/features/capacity/runs-out-next";
import { formatCount } from "@/format/number";
import { Page } from "@/shell/page";
import { RangeLink } from "@/time/range-link";
import { useTimeRange } from "@/time/time-range";
import { ServiceList } from "@/features/services/service-list";
import { sortServices } from "@/features/services/service-table";
import { OpenIncidents } from "./open-incidents";
import { SummaryStrip } from "./summary-strip";
import { totalsOf } from "./totals";

const WORST = 12;

/** How everything is doing: incidents, totals, worst services, error logs, the pipeline itself. */
export function OverviewContent({ status }: { status: Status }) {
  const { from, to } = useTimeRange();
  const services = useServices();
  const logs = useQuery(apiQuery("getLogHistogram", { query: { from, to, minSeverity: "error" } }));
  const totals = useMemo(
    () => (services.data === undefined ? null : totalsOf(services.data.items)),
    [services.data],
  );
  const logSeries = useMemo(
    () => (logs.data === undefined ? [] : severitySeries(logs.data)),
    [logs.data],
  );
  return (
    <Page title="Overview">
      <SummaryStrip
        status={status}
        totals={totals}
        services={services.data?.items.length ?? null}
      />
      <OpenIncidents />
      <div className="grid grid-cols-1 gap-3 lg:grid-cols-2">
        <ChartCard
          title="Requests"
          description="All services, entry spans"
          query={services}
          heightPx={140}
          legendRows={2}
        >
          {totals !== null && (
            <TimeSeriesChart
              title="Requests of all services"
              series={totals.requests}
              unit="req/s"
              kind="area"
              heightPx={140}
              syncId="overview"
            />
          )}
        </ChartCard>
        <ChartCard
          title="Error logs"
          description={
            logs.data === undefined
              ? "error and above"
              : `${formatCount(logs.data.total)} in this range`
          }
          actions={
            <Button asChild size="sm" variant="ghost">
              <RangeLink href="/logs?minSeverity=error">Open in Logs</RangeLink>
            </Button>
          }
          query={logs}
          heightPx={140}
          legendRows={2}
        >
          <TimeSeriesChart
            title="Error logs of all services"
            series={logSeries}
            unit="{record}"
            emptyText="No error logs in this range"
            kind="stacked-bar"
            stepSeconds={logs.data?.stepSeconds}
            heightPx={140}
            syncId="overview"
          />
        </ChartCard>
      </div>
      <WorstServices query={services} />
      <RunsOutNext />
    </Page>
  );
}

function WorstServices({ query }: { query: ReturnType<typeof useServices> }) {
  const worst = useMemo(
    () => sortServices(query.data?.items ?? [], "health", "desc").slice(0, WORST),
    [query.data],
  );
  const total = query.data?.items.length ?? 0;
  return (
    <Card>
      <CardHeader
        title="Services"
        description="Worst first: firing alerts, then errors, then traffic"
        actions={
          <Button asChild size="sm" variant="ghost">
            <RangeLink href="/services">
              {total > WORST ? `All ${total} services` : "All services"}
            </RangeLink>
          </Button>
        }
      />
      {query.isPending ? (
        <SkeletonRows rows={WORST} />
      ) : query.isError && query.data === undefined ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : worst.length === 0 ? (
        <EmptyState
          title="No service sent spans in this range"
          description="Choose a longer time range, or check that your services still run."
        />
      ) : (
        <ServiceList services={worst} label="Services, worst first" />
      )}
    </Card>
  );
}

function useServices() {
  const { from, to } = useTimeRange();
  return useQuery(apiQuery("listServices", { query: { from, to } }));
}
