"use client";
import { useMemo, useState } from "react";
import type { ChartBand, ChartThreshold } from "@/components/charts/chart-types";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { limitText } from "./limit-text";
import { describePreview, firingStretches, previewSeries } from "./preview-data";
import { PREVIEW_PX, type PreviewProps } from "./preview-props";
import { PreviewVerdict } from "./preview-verdict";
import { thresholdConditionOf } from "./rule-conditions";
import { describeSignal } from "./signal-words";
import { PlotScaleProbe, ThresholdHandle, type PlotScale } from "./threshold-handle";

/** Values against a limit that can be dragged, and when the rule would have fired. */
export function ThresholdPreview({
  preview,
  updating,
  form,
  unit,
  range,
  rangeWords,
  onThreshold,
}: PreviewProps & { onThreshold: (text: string) => void }) {
  const [scale, setScale] = useState<PlotScale | null>(null);
  const { threshold, recovery } = thresholdConditionOf(form);
  const hasLimit = Number.isFinite(threshold);
  const title = describeSignal(form.signal);
  const series = useMemo(() => previewSeries(preview, title), [preview, title]);
  const bands: ChartBand[] = useMemo(
    () => firingStretches(preview, range).map((stretch) => ({ ...stretch, label: "Firing" })),
    [preview, range],
  );
  return (
    <div className="flex flex-col gap-2" aria-busy={updating}>
      <PreviewVerdict updating={updating}>
        {hasLimit
          ? describePreview(preview, rangeWords, range)
          : "Enter a limit to see how often it would have fired."}
      </PreviewVerdict>
      <div className="relative">
        <TimeSeriesChart
          title={`Preview: ${title}`}
          series={series}
          unit={unit}
          fromMs={range.fromMs}
          toMs={range.toMs}
          heightPx={PREVIEW_PX}
          hiddenSeries={preview.hiddenSeries}
          thresholds={limitLines(threshold, recovery)}
          bands={hasLimit ? bands : []}
          onZoom={null}
          overlay={<PlotScaleProbe onScale={setScale} />}
        />
        {hasLimit && scale !== null && (
          <ThresholdHandle
            scale={scale}
            value={threshold}
            unit={unit}
            onChange={(value) => onThreshold(limitText(value, form.signal))}
          />
        )}
      </div>
      {preview.note !== null && <p className="text-xs text-muted-foreground">{preview.note}</p>}
    </div>
  );
}

function limitLines(threshold: number, recovery: number | undefined): ChartThreshold[] {
  if (!Number.isFinite(threshold)) return [];
  const lines: ChartThreshold[] = [
    { value: threshold, label: "Threshold", tone: "critical", unlabelled: true },
  ];
  if (recovery !== undefined && Number.isFinite(recovery) && recovery !== threshold) {
    lines.push({ value: recovery, label: "Recovery", tone: "ok" });
  }
  return lines;
}
