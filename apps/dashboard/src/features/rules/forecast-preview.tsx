"use client";
import { useMemo, useState } from "react";
import type { ChartThreshold } from "@/components/charts/chart-types";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { ForecastMarks } from "./forecast-marks";
import { GroupSelect } from "./group-select";
import { LearningNote } from "./learning-note";
import { limitOf, limitText } from "./limit-text";
import { describeLearners, shownGroup, type PreviewGroup } from "./preview-band";
import { describePreview, firingStretches, groupName } from "./preview-data";
import {
  crossingsOf,
  describeAhead,
  fanRange,
  forecastEndMs,
  limitRange,
  presentLimit,
  type Crossings,
} from "./preview-forecast";
import { PREVIEW_PX, type PreviewProps } from "./preview-props";
import { PreviewVerdict } from "./preview-verdict";
import { hasLimit as namesLimit } from "./rule-form";
import { describeSignal } from "./signal-words";
import { PlotScaleProbe, ThresholdHandle, type PlotScale } from "./threshold-handle";

/** History, the forecast with its uncertainty, the limit and when it is crossed. */
export function ForecastPreview({
  onLimit,
  ...props
}: PreviewProps & { onLimit: (text: string) => void }) {
  const { preview, updating, form, range, rangeWords } = props;
  const [chosen, setChosen] = useState<number | null>(null);
  const shown = shownGroup(preview.series, chosen);
  const group = preview.series[shown];
  const hasLimit = namesLimit(form);
  const learners = describeLearners(preview.series);
  return (
    <div className="flex flex-col gap-2" aria-busy={updating}>
      <PreviewVerdict updating={updating}>
        {group === undefined
          ? `No data in ${rangeWords}, so nothing to forecast.`
          : hasLimit
            ? describePreview(preview, rangeWords, range)
            : "Enter a limit to see when it will be reached."}
      </PreviewVerdict>
      {learners !== null && (
        <LearningNote
          title={learners}
          detail={group?.status === "learning" ? group.sentence : null}
        />
      )}
      <GroupSelect groups={preview.series} shown={shown} onChange={setChosen} />
      {group !== undefined && (
        <ForecastChart {...props} group={group} hasLimit={hasLimit} onLimit={onLimit} />
      )}
      {preview.note !== null && <p className="text-xs text-muted-foreground">{preview.note}</p>}
    </div>
  );
}

function ForecastChart({
  form,
  unit,
  range,
  group,
  hasLimit,
  onLimit,
}: PreviewProps & { group: PreviewGroup; hasLimit: boolean; onLimit: (text: string) => void }) {
  const [scale, setScale] = useState<PlotScale | null>(null);
  const { comparison, limitType, horizonMs } = form.forecast;
  const title = describeSignal(form.signal);
  const typed = limitOf(form.forecast.limit, form.signal);
  const isConstant = limitType === "constant";
  const constant = isConstant && Number.isFinite(typed) ? typed : null;
  const limit = !hasLimit ? null : isConstant ? constant : presentLimit(group.limit);
  const crossings: Crossings = useMemo(
    () => crossingsOf(limit === null ? [] : group.forecast, limit ?? 0, comparison),
    [group, limit, comparison],
  );
  const drawn = useMemo(
    () => ({
      series: [{ id: "0", label: groupName(group.labels, title), points: group.points }],
      ranges: [fanRange(group), ...(hasLimit && !isConstant ? [limitRange(group.limit)] : [])],
      bands: hasLimit
        ? firingStretches({ series: [group] }, range).map((each) => ({ ...each, label: "Firing" }))
        : [],
    }),
    [group, title, range, hasLimit, isConstant],
  );
  const thresholds: ChartThreshold[] =
    constant === null
      ? []
      : [{ value: constant, label: "Limit", tone: "critical", unlabelled: true }];
  return (
    <>
      <div className="relative">
        <TimeSeriesChart
          title={`Preview: ${title}`}
          series={drawn.series}
          unit={unit}
          fromMs={range.fromMs}
          toMs={forecastEndMs(group, range.toMs)}
          heightPx={PREVIEW_PX}
          thresholds={thresholds}
          ranges={drawn.ranges}
          bands={drawn.bands}
          onZoom={null}
          overlay={
            <>
              <ForecastMarks nowMs={range.toMs} limit={limit} crossings={crossings} />
              <PlotScaleProbe onScale={setScale} />
            </>
          }
        />
        {constant !== null && scale !== null && (
          <ThresholdHandle
            scale={scale}
            value={constant}
            unit={unit}
            onChange={(value) => onLimit(limitText(value, form.signal))}
          />
        )}
      </div>
      {limit !== null && group.status === "ready" && (
        <CrossingList crossings={crossings} nowMs={range.toMs} horizonMs={horizonMs} />
      )}
      {hasLimit && group.status === "ready" && group.sentence !== null && (
        <p className="text-xs">
          <b className="font-medium">At the last check of the preview:</b> {group.sentence}.
        </p>
      )}
    </>
  );
}

function CrossingList({
  crossings,
  nowMs,
  horizonMs,
}: {
  crossings: Crossings;
  nowMs: number;
  horizonMs: number;
}) {
  const rows = [
    ["Earliest (1 in 10)", crossings.earliestMs],
    ["As likely before as after", crossings.likelyMs],
    ["Latest (9 in 10)", crossings.latestMs],
  ] as const;
  return (
    <div className="text-xs">
      <p className="font-medium">The forecast crosses the limit</p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
        {rows.map(([name, atMs]) => (
          <div key={name} className="contents">
            <dt className="text-muted-foreground">{name}</dt>
            <dd>{describeAhead(atMs, nowMs, horizonMs)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
