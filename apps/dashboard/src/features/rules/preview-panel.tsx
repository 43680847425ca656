"use client";
import type { RulePreview } from "@headroom/contracts";
import { useMemo, useState } from "react";
import type { ChartBand, ChartThreshold } from "@/components/charts/chart-types";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import {
  describePreview,
  firingStretches,
  previewRangeIds,
  previewRanges,
  previewSeries,
} from "./preview-data";
import { conditionOf, limitText, type RuleForm } from "./rule-form";
import { Segmented } from "./segmented";
import { describeSignal } from "./signal-words";
import { PlotScaleProbe, ThresholdHandle, type PlotScale } from "./threshold-handle";
import type { RulePreviewState } from "./use-rule-preview";

const HEIGHT_PX = 220;

/** What the form's rule would have done in the past hours or days, and the limit to drag. */
export function PreviewPanel({
  form,
  unit,
  preview,
  onThreshold,
}: {
  form: RuleForm;
  unit: string;
  preview: RulePreviewState;
  onThreshold: (text: string) => void;
}) {
  const { query, range, rangeId, setRangeId } = preview;
  return (
    <Card>
      <CardHeader
        title="Preview"
        actions={
          <Segmented
            label="Preview range"
            value={rangeId}
            options={previewRangeIds.map((id) => ({ value: id, label: previewRanges[id].label }))}
            onChange={(id) => void setRangeId(id)}
          />
        }
      />
      <CardContent>
        {preview.incomplete ? (
          <p className="py-8 text-center text-xs text-muted-foreground">
            Complete the signal and the condition to see what the rule would have done.
          </p>
        ) : query.isLoadingError ? (
          <ErrorState title="No preview" error={query.error} onRetry={() => void query.refetch()} />
        ) : query.data === undefined ? (
          <div className="relative">
            <Skeleton className="w-full" style={{ height: HEIGHT_PX + 60 }} />
            <p
              role="status"
              className="absolute inset-0 grid place-items-center text-xs text-muted-foreground"
            >
              Trying the rule on stored data…
            </p>
          </div>
        ) : (
          <PreviewResult
            preview={query.data}
            updating={query.isFetching}
            form={form}
            unit={unit}
            range={range}
            rangeWords={previewRanges[rangeId].words}
            onThreshold={onThreshold}
          />
        )}
      </CardContent>
    </Card>
  );
}

function PreviewResult({
  preview,
  updating,
  form,
  unit,
  range,
  rangeWords,
  onThreshold,
}: {
  preview: RulePreview;
  updating: boolean;
  form: RuleForm;
  unit: string;
  range: { readonly fromMs: number; readonly toMs: number };
  rangeWords: string;
  onThreshold: (text: string) => void;
}) {
  const [scale, setScale] = useState<PlotScale | null>(null);
  const { threshold, recovery } = conditionOf(form);
  const hasLimit = Number.isFinite(threshold);
  const title = describeSignal(form.signal);
  const series = useMemo(() => previewSeries(preview, title), [preview, title]);
  const bands: ChartBand[] = useMemo(
    () => firingStretches(preview, range).map((stretch) => ({ ...stretch, label: "Firing" })),
    [preview, range],
  );
  return (
    <div className="flex flex-col gap-2" aria-busy={updating}>
      <p className="font-medium" role="status">
        {hasLimit
          ? describePreview(preview, rangeWords, range)
          : "Enter a limit to see how often it would have fired."}
        {updating && <span className="font-normal text-muted-foreground"> Updating…</span>}
      </p>
      <div className="relative">
        <TimeSeriesChart
          title={`Preview: ${title}`}
          series={series}
          unit={unit}
          fromMs={range.fromMs}
          toMs={range.toMs}
          heightPx={HEIGHT_PX}
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
