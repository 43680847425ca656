"use client";
import type { MetricSeries } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { useMemo, type ComponentProps } from "react";
import { apiQuery } from "@/api/queries";
import { ChartCard } from "@/components/charts/chart-card";
import type { ChartKind, ChartThreshold } from "@/components/charts/chart-types";
import type { ChartSeries } from "@/components/charts/series-data";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { toChartSeries } from "@/features/metrics/series-table";
import { unitOfSeries } from "@/features/metrics/series-unit";
import { useMetricSeries } from "@/features/metrics/use-metric-series";
import { useTimeRange } from "@/time/time-range";
import { nameReason } from "./refusal-words";

const HEIGHT_PX = 130;
const SYNC = "ingestion";

type Aggregation = MetricSeries["aggregation"];

/** One line, or one line for each value of `groupBy`, of a chart. */
interface Line {
  readonly metric: string;
  readonly aggregation: Aggregation;
  readonly groupBy?: string;
  readonly label?: string;
}

interface Chart {
  readonly title: string;
  readonly description: string;
  readonly lines: readonly [first: Line, second?: Line];
  readonly kind?: ChartKind;
  readonly unit?: string;
  readonly emptyText?: string;
  readonly rename?: (label: string) => string;
  readonly thresholds?: readonly ChartThreshold[];
}

const charts: readonly Chart[] = [
  {
    title: "Rows",
    description: "Taken from senders each second, by signal",
    lines: [{ metric: "headroom.ingest.rows", aggregation: "rate", groupBy: "headroom.signal" }],
    kind: "stacked-area",
  },
  {
    title: "Refused requests",
    description: "By reason",
    lines: [
      {
        metric: "headroom.ingest.refusals",
        aggregation: "increase",
        groupBy: "headroom.refusal.reason",
      },
    ],
    kind: "stacked-bar",
    emptyText: "Nothing was refused in this range",
    rename: nameReason,
  },
  {
    title: "Freshness",
    description: "Age of the oldest row that can’t be queried yet",
    lines: [
      { metric: "headroom.ingest.freshness", aggregation: "max", label: "Longest" },
      { metric: "headroom.ingest.freshness", aggregation: "avg", label: "Mean" },
    ],
  },
  {
    title: "Spool",
    description: "Safe on disk, not in ClickHouse yet, by kind of process",
    lines: [{ metric: "headroom.spool.usage", aggregation: "max", groupBy: "service" }],
    kind: "area",
  },
  {
    title: "Time to acknowledge",
    description: "From the headers of a request until its rows are on disk",
    lines: [
      { metric: "headroom.ingest.duration", aggregation: "p99", label: "p99" },
      { metric: "headroom.ingest.duration", aggregation: "p50", label: "p50" },
    ],
    emptyText: "No request in this range",
  },
  {
    title: "Time to load",
    description: "One segment into ClickHouse, tries that failed included",
    lines: [
      { metric: "headroom.load.duration", aggregation: "p95", label: "p95" },
      { metric: "headroom.load.duration", aggregation: "p50", label: "p50" },
    ],
  },
  {
    title: "Parts",
    description: "Active parts in ClickHouse, by table",
    lines: [{ metric: "headroom.store.parts", aggregation: "max", groupBy: "headroom.table" }],
  },
  {
    title: "Disk",
    description: "Used share, by disk",
    lines: [
      { metric: "headroom.disk.utilization", aggregation: "max", groupBy: "headroom.disk.name" },
    ],
    unit: "ratio",
    thresholds: [{ value: 0.85, label: "alert", tone: "critical" }],
  },
];

/** Charts of what Headroom measures about itself, over the page's time range. */
export function OwnCharts() {
  const { from, to } = useTimeRange();
  // A metric exists from its first point on: a refusal that never happened has none.
  const metrics = useQuery(
    apiQuery("listMetrics", { query: { q: "headroom.", from, to, limit: 200 } }),
  );
  const known = new Set(metrics.data?.items.map(({ name }) => name));
  return (
    <div className="grid grid-cols-1 gap-3 md:grid-cols-2 2xl:grid-cols-4">
      {charts.map((chart) =>
        known.has(chart.lines[0].metric) ? (
          <OwnChart key={chart.title} chart={chart} />
        ) : (
          <DrawnChart key={chart.title} chart={chart} query={metrics} series={NO_SERIES} unit="1" />
        ),
      )}
    </div>
  );
}

const NO_SERIES: readonly ChartSeries[] = [];

function OwnChart({ chart }: { chart: Chart }) {
  const [first, second] = chart.lines;
  const one = useLine(first);
  const two = useLine(second ?? first);
  const { rename } = chart;
  const series = useMemo<readonly ChartSeries[]>(() => {
    const drawn = [
      ...linesOf(one.data, first),
      ...(second === undefined ? [] : linesOf(two.data, second)),
    ];
    return rename === undefined
      ? drawn
      : drawn.map((line) => ({ ...line, label: rename(line.label) }));
  }, [one.data, two.data, first, second, rename]);
  const unit = chart.unit ?? (one.data === undefined ? "1" : unitOfSeries(one.data));
  return (
    <DrawnChart
      chart={chart}
      query={one}
      series={series}
      unit={unit}
      stepSeconds={one.data?.stepSeconds}
    />
  );
}

function DrawnChart({
  chart,
  query,
  series,
  unit,
  stepSeconds,
}: {
  chart: Chart;
  query: ComponentProps<typeof ChartCard>["query"];
  series: readonly ChartSeries[];
  unit: string;
  stepSeconds?: number | undefined;
}) {
  return (
    <ChartCard
      title={chart.title}
      description={chart.description}
      query={query}
      heightPx={HEIGHT_PX}
      legendRows={3}
    >
      <TimeSeriesChart
        title={chart.title}
        series={series}
        unit={unit}
        stepSeconds={stepSeconds}
        heightPx={HEIGHT_PX}
        syncId={SYNC}
        maxSeries={5}
        {...(chart.kind === undefined ? {} : { kind: chart.kind })}
        {...(chart.emptyText === undefined ? {} : { emptyText: chart.emptyText })}
        {...(chart.thresholds === undefined ? {} : { thresholds: chart.thresholds })}
      />
    </ChartCard>
  );
}

function useLine({ metric, aggregation, groupBy }: Line) {
  return useMetricSeries(metric, aggregation, {
    service: null,
    filters: [],
    groupBy: groupBy === undefined ? [] : [groupBy],
  });
}

function linesOf(data: MetricSeries | undefined, { label, aggregation }: Line): ChartSeries[] {
  if (data === undefined) return [];
  return toChartSeries(data.series, data.metric).map((line) =>
    label === undefined ? line : { ...line, id: aggregation, label },
  );
}
