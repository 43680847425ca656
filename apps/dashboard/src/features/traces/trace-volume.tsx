"use client";
import type { RouteResponse } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { apiQuery } from "@/api/queries";
import { ChartCard } from "@/components/charts/chart-card";
import type { ChartSeries } from "@/components/charts/series-data";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { formatCount } from "@/format/number";
import { countOf } from "@/format/plural";
import { describeStep } from "@/format/step";
import { useTimeRange } from "@/time/time-range";
import { toTraceQuery, type TraceSearch } from "./trace-search-state";
import { splitVolume, sumPoints } from "./volume-series";

const HEIGHT_PX = 110;

/** Spans, errors and p95 over time for the search; a drag zooms in. */
export function TraceVolume({ search }: { search: TraceSearch }) {
  const { from, to } = useTimeRange();
  const volume = useQuery(
    apiQuery("getTraceVolume", { query: { ...toTraceQuery(search), from, to } }),
  );
  const { data } = volume;
  const bars = useMemo(() => (data === undefined ? [] : splitVolume(data)), [data]);
  const p95 = useMemo(() => (data === undefined ? [] : durationSeries(data)), [data]);
  return (
    <div className="grid gap-3 lg:grid-cols-[3fr_2fr]">
      <ChartCard
        title="Spans"
        description={data === undefined ? "Matching spans" : describeVolume(data)}
        query={volume}
        heightPx={HEIGHT_PX}
        legendRows={0}
      >
        <TimeSeriesChart
          title="Matching spans and errors"
          series={bars}
          unit="1"
          kind="stacked-bar"
          stepSeconds={data?.stepSeconds}
          syncId="traces"
          heightPx={HEIGHT_PX}
          legend="none"
        />
      </ChartCard>
      <ChartCard
        title="Duration p95"
        description="Of matching spans"
        query={volume}
        heightPx={HEIGHT_PX}
        legendRows={0}
      >
        <TimeSeriesChart
          title="95th percentile of the duration of matching spans"
          series={p95}
          unit="ms"
          syncId="traces"
          heightPx={HEIGHT_PX}
          legend="none"
        />
      </ChartCard>
    </div>
  );
}

function durationSeries(volume: RouteResponse<"getTraceVolume">): ChartSeries[] {
  return [{ id: "p95", label: "p95", points: volume.p95Ms, tone: "accent" }];
}

function describeVolume(volume: RouteResponse<"getTraceVolume">): string {
  const spans = countOf(sumPoints(volume.spans), "span");
  const errors = formatCount(sumPoints(volume.errors));
  return `${spans}, ${errors} with errors, per ${describeStep(volume.stepSeconds)}`;
}
