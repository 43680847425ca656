import type { LogHistogram } from "@headroom/contracts";
import type { ChartSeries, ChartTone } from "./series-data";

const TONES: Readonly<Record<LogHistogram["series"][number]["severity"], ChartTone>> = {
  fatal: "severe",
  error: "critical",
  warn: "warning",
  info: "accent",
  debug: "muted",
  trace: "muted",
  unset: "muted",
};

/** Series of a stacked bar chart of log records by severity, without those that never occur. */
export function severitySeries(histogram: LogHistogram): readonly ChartSeries[] {
  const present = histogram.series.filter(({ points }) =>
    points.some(([, count]) => (count ?? 0) > 0),
  );
  return present.map(({ severity, points }) => ({
    id: severity,
    label: severity === "unset" ? "no severity" : severity,
    points,
    tone: TONES[severity],
  }));
}
