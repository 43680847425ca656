"use client";
import type { MetricSeries } from "@headroom/contracts";
import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { ChartCard } from "@/components/charts/chart-card";
import { PointMarks } from "@/components/charts/point-marks";
import { prepareChart } from "@/components/charts/series-data";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { addFilter } from "@/components/filters/filter-list";
import { Card, CardHeader } from "@/components/ui/card";
import { describeStep } from "@/format/step";
import { useTimeRange } from "@/time/time-range";
import { signalOfSeries } from "./alert-signal";
import { BandNote } from "./band-note";
import { BandToggle } from "./band-toggle";
import { drawBand } from "./signal-band";
import { useSignalBand } from "./use-signal-band";
import type { MetricState, SetMetricState } from "./metric-state";
import { nameAggregation } from "./metric-words";
import { SeriesTable } from "./series-table-view";
import { toChartSeries, toSeriesRows, type SeriesRow } from "./series-table";
import { unitOfSeries } from "./series-unit";

const HEIGHT_PX = 280;
/** Lines that can be told apart by their colours. */
const MAX_DRAWN = 8;

/** The chart of a metric's series and the table of all that were loaded. */
export function SeriesView({
  query,
  state,
  setState,
}: {
  query: UseQueryResult<MetricSeries>;
  state: MetricState;
  setState: SetMetricState;
}) {
  const { zoomOut } = useTimeRange();
  const [isolated, setIsolated] = useState<string | null>(null);
  const { data } = query;
  const all = useMemo(
    () => (data === undefined ? [] : toChartSeries(data.series, data.metric)),
    [data],
  );
  const rows = useMemo(
    () => (data === undefined ? [] : toSeriesRows(data.series, data.metric)),
    [data],
  );
  const alone = all.find(({ id }) => id === isolated);
  const shown = useMemo(() => (alone === undefined ? all : [alone]), [all, alone]);
  const colors = useMemo(
    () =>
      new Map(
        prepareChart(shown, { maxSeries: MAX_DRAWN }).series.map(({ id, color }) => [id, color]),
      ),
    [shown],
  );
  const unit = data === undefined ? "1" : unitOfSeries(data);
  const signal = useMemo(
    () => (state.band && data !== undefined ? signalOfSeries(data, state) : null),
    [state, data],
  );
  const band = useSignalBand(signal, data?.stepSeconds);
  const drawnBand = useMemo(
    () =>
      drawBand(
        signal === null ? undefined : band.data,
        shown.map(({ id }) => id),
      ),
    [signal, band.data, shown],
  );
  const narrowTo = (row: SeriesRow) =>
    void setState({
      filters: Object.entries(row.labels).reduce(
        (filters, [key, value]) => addFilter(filters, { key, op: "=", value }),
        state.filters,
      ),
    });
  return (
    <>
      <ChartCard
        title={
          data === undefined ? "Loading…" : `${nameAggregation(data.aggregation)} of ${data.metric}`
        }
        description={data === undefined ? undefined : describeChart(data, alone !== undefined)}
        actions={
          <BandToggle on={state.band} onChange={(on) => void setState({ band: on || null })} />
        }
        query={query}
        heightPx={HEIGHT_PX}
        legendRows={0}
      >
        <TimeSeriesChart
          title={state.metric ?? "Metric"}
          series={shown}
          unit={unit}
          heightPx={HEIGHT_PX}
          maxSeries={MAX_DRAWN}
          hiddenSeries={data?.hiddenSeries ?? 0}
          legend="none"
          ranges={drawnBand.ranges}
          overlay={<PointMarks marks={drawnBand.marks} />}
        />
        {state.band && shown.length > 0 && (
          <BandNote query={band} drawn={drawnBand} unit={unit} manySeries={shown.length > 1} />
        )}
      </ChartCard>
      {data !== undefined && (
        <Card>
          <CardHeader
            title="Series"
            description={
              rows.length === 0
                ? "No series has points in this range."
                : "Last, smallest, mean and largest value in the range. A click on a name draws it alone."
            }
          />
          <SeriesTable
            rows={rows}
            unit={unit}
            colors={colors}
            isolated={alone === undefined ? null : isolated}
            onIsolate={setIsolated}
            {...(state.groupBy.length === 0 ? {} : { onNarrow: narrowTo })}
            onZoomOut={zoomOut}
          />
        </Card>
      )}
    </>
  );
}

/** Says what is drawn, and how many series are not. */
function describeChart(data: MetricSeries, alone: boolean): string {
  const step = `per ${describeStep(data.stepSeconds)}`;
  const total = data.series.length + data.hiddenSeries;
  if (alone) return `1 of ${total} series, ${step}`;
  const drawn = Math.min(data.series.length, MAX_DRAWN);
  if (total === 1) return `1 series, ${step}`;
  if (drawn === total) return `${total} series, ${step}`;
  return `${drawn} of ${total} series drawn, those with the largest values, ${step}. Filter to see others.`;
}
