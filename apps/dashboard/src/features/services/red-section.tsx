"use client";
import { useQuery } from "@tanstack/react-query";
import { BellPlus } from "lucide-react";
import { useMemo } from "react";
import { apiQuery } from "@/api/queries";
import { ChartCard } from "@/components/charts/chart-card";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { Button } from "@/components/ui/button";
import { SignalActions } from "@/features/signals/signal-actions";
import { RangeLink } from "@/time/range-link";
import { useTimeRange } from "@/time/time-range";
import { redRuleHref } from "./alert-link";
import { redCharts } from "./red-series";

const CHARTS = [
  { key: "rate", title: "Requests", measure: "rate", unit: "req/s", kind: "area", rows: 1 },
  { key: "errors", title: "Errors", measure: "error_ratio", unit: "ratio", kind: "area", rows: 1 },
  { key: "duration", title: "Duration", measure: "p95", unit: "ms", kind: "line", rows: 3 },
] as const;

/** Query options of the series that `RedSection` draws. */
export function redQuery(
  service: string,
  operation: string | null,
  range: { readonly from: string; readonly to: string },
) {
  const query = { ...range, ...(operation === null ? {} : { operation }) };
  return apiQuery("getServiceRed", { params: { service }, query });
}

/** Rate, errors and duration of a service, or of one operation, with one cursor. */
export function RedSection({ service, operation }: { service: string; operation: string | null }) {
  const { from, to } = useTimeRange();
  const red = useQuery(redQuery(service, operation, { from, to }));
  const charts = useMemo(() => (red.data === undefined ? null : redCharts(red.data)), [red.data]);
  return (
    <div className="grid grid-cols-1 gap-3 lg:grid-cols-3">
      {CHARTS.map(({ key, title, measure, unit, kind, rows }) => (
        <ChartCard
          key={key}
          title={title}
          query={red}
          legendRows={rows}
          actions={
            <>
              <SignalActions
                signal={{
                  type: "red",
                  measure,
                  service,
                  ...(operation === null ? {} : { operation }),
                  groupBy: [],
                }}
                show={["trend", "correlation"]}
                icons
                of={title.toLowerCase()}
              />
              <Button asChild variant="ghost" size="icon-sm" className="-my-1">
                <RangeLink
                  href={redRuleHref(measure, service, operation ?? undefined)}
                  aria-label={`Create an alert on ${title.toLowerCase()}`}
                  title={`Create an alert on ${title.toLowerCase()}`}
                >
                  <BellPlus />
                </RangeLink>
              </Button>
            </>
          }
        >
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
