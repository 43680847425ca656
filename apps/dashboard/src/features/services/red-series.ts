import type { RedSeries } from "@headroom/contracts";
import type { ChartSeries } from "@/components/charts/series-data";

/** Series of the three RED charts: requests, errors, duration percentiles (milliseconds). */
export interface RedCharts {
  readonly rate: readonly ChartSeries[];
  readonly errors: readonly ChartSeries[];
  readonly duration: readonly ChartSeries[];
}

/** Turns the API's RED series into chart series. */
export function redCharts(red: RedSeries): RedCharts {
  return {
    rate: [{ id: "rate", label: "Requests", points: red.requestRate }],
    errors: [{ id: "errors", label: "Error ratio", points: red.errorRatio, tone: "critical" }],
    duration: [
      { id: "p50", label: "p50", points: red.p50Ms },
      { id: "p95", label: "p95", points: red.p95Ms },
      { id: "p99", label: "p99", points: red.p99Ms },
    ],
  };
}
