"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { apiQuery } from "@/api/queries";
import { ChartCard } from "@/components/charts/chart-card";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { useTimeRange } from "@/time/time-range";
import { redCharts } from "./red-series";

const CHARTS = [
  { key: "rate", title: "Requests", unit: "req/s", kind: "area", rows: 1 },
  { key: "errors", title: "Errors", unit: "ratio", kind: "area", rows: 1 },
  { key: "duration", title: "Duration", unit: "ms", kind: "line", rows: 3 },
] as const;

/** Rate, errors and duration of a service, or of one operation, with one cursor. */
export function RedSection({ service, operation }: { service: string; operation: string | null }) {
  const { from, to } = useTimeRange();
  const query = { from, to, ...(operation === null ? {} : { operation }) };
  const red = useQuery(apiQuery("getServiceRed", { params: { service }, query }));
  const charts = useMemo(() => (red.data === undefined ? null : redCharts(red.data)), [red.data]);
  return (
    <div className="grid grid-cols-1 gap-3 lg:grid-cols-3">
      {CHARTS.map(({ key, title, unit, kind, rows }) => (
        <ChartCard key={key} title={title} query={red} legendRows={rows}>
          {charts !== null && (
            <TimeSeriesChart
              title={`${title} of ${operation ?? service}`}
              series={charts[key]}
              unit={unit}
              kind={kind}
              syncId="red"
            />
          )}
        </ChartCard>
      ))}
    </div>
  );
}
