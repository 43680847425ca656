"use client";
import type { TrendAnswer } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/queries";
import { ChartCard } from "@/components/charts/chart-card";
import { ExplainPopover } from "@/components/explain/explain-popover";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { Signal } from "@/features/rules/rule-types";
import { describeSubject, unitOf } from "@/features/rules/signal-words";
import { useAnalysisRange } from "@/features/signals/use-analysis-range";
import { capitalize } from "@/format/capitalize";
import { describeStep } from "@/format/step";
import { useTimeRange } from "@/time/time-range";
import { JumpList } from "./jump-list";
import { ReleasesCard } from "./releases-card";
import { TREND_CHART_PX, TrendChart } from "./trend-chart";
import { TrendFigures } from "./trend-figures";
import { summarizeTrend } from "./trend-summary";
import { describeBasis } from "./trend-words";
import { WeekCard } from "./week-card";

/** From this range on, history before it is read for seasons and weeks. */
const DAY_MS = 86_400_000;

/** Everything that is told of one signal's trend in the page's range. */
export function TrendView({ signal }: { signal: Signal }) {
  const range = useAnalysisRange();
  const trend = useQuery(
    apiQuery("describeTrend", {
      body: { signal, from: range.from, to: range.to, byRelease: true },
    }),
  );
  const { data } = trend;
  const unit = unitOf(signal, data?.unit ?? "");
  const title = capitalize(describeSubject(signal));
  return (
    <>
      <ChartCard
        title={title}
        description={
          data !== undefined
            ? `Per ${describeStep(data.stepSeconds)}`
            : trend.isPending && "Reading history…"
        }
        query={trend}
        heightPx={TREND_CHART_PX}
        legendRows={3}
      >
        {data !== undefined && <TrendChart trend={data} unit={unit} title={title} range={range} />}
      </ChartCard>
      {data === undefined ? (
        trend.isPending && <LoadingFigures />
      ) : (
        <TrendResult trend={data} unit={unit} signal={signal} range={range} />
      )}
    </>
  );
}

function TrendResult({
  trend,
  unit,
  signal,
  range,
}: {
  trend: TrendAnswer;
  unit: string;
  signal: Signal;
  range: { readonly fromMs: number; readonly toMs: number };
}) {
  const isShort = range.toMs - range.fromMs < DAY_MS;
  const summary = summarizeTrend(trend, unit);
  const basis = describeBasis(trend.summary.inputs);
  if (trend.status === "too-few-points" || summary === null) {
    return (
      <>
        <TooFewPoints sentence={trend.summary.sentence} />
        <ReleasesCard releases={trend.releases} unit={unit} range={range} />
      </>
    );
  }
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <ExplainPopover explanation={trend.summary} label="Trend">
          <span className="font-medium">{summary}</span>
        </ExplainPopover>
        {basis !== null && <span className="text-xs text-muted-foreground">{basis}.</span>}
      </p>
      <TrendFigures trend={trend} unit={unit} isShort={isShort} />
      <div className="grid grid-cols-1 items-start gap-3 xl:grid-cols-2">
        <WeekCard comparison={trend.weekOnWeek} unit={unit} isShort={isShort} />
        <JumpList
          changes={trend.changes}
          unit={unit}
          signal={signal}
          stepMs={trend.stepSeconds * 1_000}
        />
      </div>
      <ReleasesCard releases={trend.releases} unit={unit} range={range} />
    </>
  );
}

function TooFewPoints({ sentence }: { sentence: string }) {
  const { setRange } = useTimeRange();
  return (
    <Alert
      title="Too few points for a trend"
      actions={
        <>
          <Button size="sm" onClick={() => setRange({ from: "now-24h", to: "now" })}>
            Last 24 hours
          </Button>
          <Button size="sm" onClick={() => setRange({ from: "now-14d", to: "now" })}>
            Last 14 days
          </Button>
        </>
      }
    >
      {sentence}
    </Alert>
  );
}

function LoadingFigures() {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-3">
      <Skeleton className="h-5 w-2/3" />
      <div className="grid grid-cols-2 gap-3 xl:grid-cols-4">
        <Skeleton className="h-24" />
        <Skeleton className="h-24" />
        <Skeleton className="h-24" />
        <Skeleton className="h-24" />
      </div>
      <Skeleton className="h-56" />
    </div>
  );
}
