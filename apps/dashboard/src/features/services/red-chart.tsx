"use client";
import { BellPlus } from "lucide-react";
import { useMemo, type ComponentProps } from "react";
import { ChartCard } from "@/components/charts/chart-card";
import type { ChartKind } from "@/components/charts/chart-types";
import { PointMarks } from "@/components/charts/point-marks";
import type { ChartSeries } from "@/components/charts/series-data";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { Button } from "@/components/ui/button";
import { BandNote } from "@/features/metrics/band-note";
import { BandToggle } from "@/features/metrics/band-toggle";
import { idOf } from "@/features/metrics/series-table";
import { drawBand } from "@/features/metrics/signal-band";
import { useSignalBand } from "@/features/metrics/use-signal-band";
import type { RedSignal } from "@/features/rules/rule-types";
import { SignalActions } from "@/features/signals/signal-actions";
import { RangeLink } from "@/time/range-link";
import { redRuleHref } from "./alert-link";

const ONLY_SERIES = [idOf({})];

/** One RED chart of a service or operation; with `band`, what its measure was expected to be. */
export function RedChart({
  chart,
  service,
  operation,
  query,
  series,
  stepSeconds,
  band: isBandOn,
  onBand,
}: {
  chart: {
    readonly title: string;
    /** What alerts, trends and the band read. */
    readonly measure: RedSignal["measure"];
    readonly unit: string;
    readonly kind: ChartKind;
    readonly rows: number;
  };
  service: string;
  operation: string | null;
  query: ComponentProps<typeof ChartCard>["query"];
  series: readonly ChartSeries[] | null;
  stepSeconds: number | undefined;
  band: boolean;
  onBand: (on: boolean) => void;
}) {
  const { title, measure, unit, kind, rows } = chart;
  const of = title.toLowerCase();
  // Among several lines the band must say whose it is.
  const bandLabel = rows > 1 ? `Expected ${measure}` : "Expected";
  const signal: RedSignal = useMemo(
    () => ({
      type: "red",
      measure,
      service,
      ...(operation === null ? {} : { operation }),
      groupBy: [],
    }),
    [measure, service, operation],
  );
  const band = useSignalBand(isBandOn ? signal : null, stepSeconds);
  const drawn = useMemo(
    () => drawBand(isBandOn ? band.data : undefined, ONLY_SERIES, bandLabel),
    [isBandOn, band.data, bandLabel],
  );
  return (
    <ChartCard
      title={title}
      query={query}
      legendRows={rows}
      actions={
        <>
          <BandToggle on={isBandOn} onChange={onBand} of={of} />
          <SignalActions signal={signal} show={["trend", "correlation"]} icons of={of} />
          <Button asChild variant="ghost" size="icon-sm" className="-my-1">
            <RangeLink
              href={redRuleHref(measure, service, operation ?? undefined)}
              aria-label={`Create an alert on ${of}`}
              title={`Create an alert on ${of}`}
            >
              <BellPlus />
            </RangeLink>
          </Button>
        </>
      }
    >
      {series !== null && (
        <TimeSeriesChart
          title={`${title} of ${operation ?? service}`}
          series={series}
          unit={unit}
          kind={kind}
          syncId="red"
          ranges={drawn.ranges}
          overlay={<PointMarks marks={drawn.marks} />}
        />
      )}
      {isBandOn && series !== null && <BandNote query={band} drawn={drawn} unit={unit} />}
    </ChartCard>
  );
}
