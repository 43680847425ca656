"use client";
import { useQuery } from "@tanstack/react-query";
import { parseAsArrayOf, parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import { apiQuery } from "@/api/queries";
import { useTimeRange } from "@/time/time-range";
import { RedChart } from "./red-chart";
import { redCharts } from "./red-series";

const CHARTS = [
  { key: "rate", title: "Requests", measure: "rate", unit: "req/s", kind: "area", rows: 1 },
  { key: "errors", title: "Errors", measure: "error_ratio", unit: "ratio", kind: "area", rows: 1 },
  { key: "duration", title: "Duration", measure: "p95", unit: "ms", kind: "line", rows: 3 },
] as const;

const KEYS = CHARTS.map(({ key }) => key);
const parseAsBands = parseAsArrayOf(parseAsStringLiteral(KEYS)).withDefault([]);

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
  const [bands, setBands] = useQueryState("bands", parseAsBands);
  const red = useQuery(redQuery(service, operation, { from, to }));
  const charts = useMemo(() => (red.data === undefined ? null : redCharts(red.data)), [red.data]);
  return (
    <div className="grid grid-cols-1 gap-3 lg:grid-cols-3">
      {CHARTS.map((chart) => (
        <RedChart
          key={chart.key}
          chart={chart}
          service={service}
          operation={operation}
          query={red}
          series={charts?.[chart.key] ?? null}
          stepSeconds={red.data?.stepSeconds}
          band={bands.includes(chart.key)}
          onBand={(on) =>
            void setBands(KEYS.filter((key) => (key === chart.key ? on : bands.includes(key))))
          }
        />
      ))}
    </div>
  );
}
