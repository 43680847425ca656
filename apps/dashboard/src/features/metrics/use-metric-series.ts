import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { apiQuery } from "@/api/queries";
import { useTimeRange } from "@/time/time-range";
import { widerStep } from "./adapt-step";
import type { MetricState } from "./metric-state";

const MAX_SERIES = 20;

/**
 * The series of a metric over the page's time range. Where the metric is sent more rarely than the
 * server's step, it is asked for again with a step as wide as that.
 */
export function useMetricSeries(
  name: string,
  aggregation: MetricState["aggregation"],
  state: Pick<MetricState, "service" | "filters" | "groupBy">,
) {
  const { from, to, fromMs, toMs } = useTimeRange();
  const { service, filters, groupBy } = state;
  // A wider step holds for this metric and length of range.
  const key = `${name}/${aggregation ?? ""}/${Math.round((toMs - fromMs) / 1_000)}`;
  const [wider, setWider] = useState<{ key: string; step: number } | null>(null);
  const series = useQuery(
    apiQuery("getMetricSeries", {
      query: {
        metric: name,
        from,
        to,
        limit: MAX_SERIES,
        ...(aggregation === null ? {} : { aggregation }),
        ...(service === null ? {} : { service }),
        ...(filters.length === 0 ? {} : { filters }),
        ...(groupBy.length === 0 ? {} : { groupBy }),
        ...(wider?.key === key ? { step: wider.step } : {}),
      },
    }),
  );
  const { data, isPlaceholderData } = series;
  useEffect(() => {
    if (data === undefined || isPlaceholderData) return;
    const step = widerStep(data.series, data.stepSeconds);
    if (step !== null) setWider({ key, step });
  }, [data, isPlaceholderData, key]);
  return series;
}
