"use client";
import { useMemo, useState } from "react";
import type { ChartSeries } from "@/components/charts/series-data";
import { PointMarks } from "@/components/charts/point-marks";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { GroupSelect } from "./group-select";
import { LearningNote } from "./learning-note";
import { bandRange, describeLearners, pointsOutside, shownGroup } from "./preview-band";
import { describePreview, firingStretches, groupName, hasValues } from "./preview-data";
import { PREVIEW_PX, type PreviewProps } from "./preview-props";
import { PreviewVerdict } from "./preview-verdict";
import { describeSignal } from "./signal-words";

/** Values with the band they were expected in, and when the rule would have fired. */
export function AnomalyPreview({ preview, updating, form, unit, range, rangeWords }: PreviewProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const shown = shownGroup(preview.series, chosen);
  const group = preview.series[shown];
  const title = describeSignal(form.signal);
  const { direction } = form.anomaly;
  const drawn = useMemo(() => {
    if (group === undefined) return { series: [], ranges: [], bands: [], marks: [] };
    const series: ChartSeries[] = [
      { id: "0", label: groupName(group.labels, title), points: group.points },
    ];
    const firing = firingStretches({ series: [group] }, range);
    return {
      series,
      ranges: [bandRange(group.band)],
      bands: firing.map((stretch) => ({ ...stretch, label: "Firing" })),
      marks: pointsOutside(group, direction),
    };
  }, [group, title, range, direction]);
  const learners = describeLearners(preview.series);
  const isLearning = preview.series.every(({ status }) => status === "learning");
  return (
    <div className="flex flex-col gap-2" aria-busy={updating}>
      <PreviewVerdict updating={updating}>
        {isLearning && hasValues(preview)
          ? "Could not judge yet: the past of this signal is too short."
          : describePreview(preview, rangeWords, range)}
      </PreviewVerdict>
      {learners !== null && (
        <LearningNote
          title={learners}
          detail={group?.status === "learning" ? group.sentence : null}
        />
      )}
      <GroupSelect groups={preview.series} shown={shown} onChange={setChosen} />
      <TimeSeriesChart
        title={`Preview: ${title}`}
        series={drawn.series}
        unit={unit}
        fromMs={range.fromMs}
        toMs={range.toMs}
        heightPx={PREVIEW_PX}
        ranges={drawn.ranges}
        bands={drawn.bands}
        onZoom={null}
        overlay={<PointMarks marks={drawn.marks} />}
      />
      {group?.status === "ready" && group.sentence !== null && (
        <p className="text-xs">
          <b className="font-medium">At the end of the range:</b> {group.sentence}.
        </p>
      )}
      {!isLearning && (
        <p className="text-xs text-muted-foreground">
          Shaded: the expected band. Dots: values outside it. A jump or a slow drift can be unusual
          inside the band, too.
        </p>
      )}
      {preview.hiddenSeries > 0 && (
        <p className="text-xs text-muted-foreground">
          {preview.hiddenSeries} more groups were not tried.
        </p>
      )}
      {preview.note !== null && <p className="text-xs text-muted-foreground">{preview.note}</p>}
    </div>
  );
}
