"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { apiQuery } from "@/api/queries";
import { ChartCard } from "@/components/charts/chart-card";
import { severitySeries } from "@/components/charts/log-histogram";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { formatCount } from "@/format/number";
import { describeStep } from "@/format/step";
import { useTimeRange } from "@/time/time-range";
import { toLogQuery, type LogSearch } from "./log-search-state";

const HEIGHT_PX = 96;

/** Matching records over time by severity; a drag zooms in. */
export function LogVolume({ search }: { search: LogSearch }) {
  const { from, to } = useTimeRange();
  const histogram = useQuery(
    apiQuery("getLogHistogram", { query: { ...toLogQuery(search), from, to } }),
  );
  const { data } = histogram;
  const series = useMemo(() => (data === undefined ? [] : severitySeries(data)), [data]);
  return (
    <ChartCard
      title="Records"
      description={
        data === undefined
          ? "Matching records by severity"
          : `${formatCount(data.total)} by severity, per ${describeStep(data.stepSeconds)}`
      }
      query={histogram}
      heightPx={HEIGHT_PX}
      legendRows={0}
    >
      <TimeSeriesChart
        title="Matching log records by severity"
        series={series}
        unit="1"
        kind="stacked-bar"
        stepSeconds={data?.stepSeconds}
        heightPx={HEIGHT_PX}
        legend="none"
      />
    </ChartCard>
  );
}
