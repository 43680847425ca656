"use client";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { AnomalyPreview } from "./anomaly-preview";
import { ForecastPreview } from "./forecast-preview";
import { previewRangeIds, previewRanges } from "./preview-data";
import { PREVIEW_PX, type PreviewProps } from "./preview-props";
import { Segmented } from "./segmented";
import { ThresholdPreview } from "./threshold-preview";
import type { RuleForm } from "./rule-form";
import type { RuleKind } from "./rule-types";
import type { RulePreviewState } from "./use-rule-preview";

/** What the form's rule would have done in the past hours or days, and the limit to drag. */
export function PreviewPanel({
  form,
  unit,
  preview,
  onThreshold,
  onForecastLimit,
}: {
  form: RuleForm;
  unit: string;
  preview: RulePreviewState;
  onThreshold: (text: string) => void;
  onForecastLimit: (text: string) => void;
}) {
  const { query, range, rangeId, setRangeId } = preview;
  const shared = {
    kind: preview.kind,
    updating: query.isFetching,
    form,
    unit,
    range,
    rangeWords: previewRanges[rangeId].words,
    onThreshold,
    onForecastLimit,
  };
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
            <Skeleton className="w-full" style={{ height: PREVIEW_PX + 60 }} />
            <p
              role="status"
              className="absolute inset-0 grid place-items-center text-xs text-muted-foreground"
            >
              Trying the rule on stored data…
            </p>
          </div>
        ) : (
          <Shown {...shared} preview={query.data} />
        )}
      </CardContent>
    </Card>
  );
}

function Shown({
  kind,
  onThreshold,
  onForecastLimit,
  ...props
}: PreviewProps & {
  kind: RuleKind;
  onThreshold: (text: string) => void;
  onForecastLimit: (text: string) => void;
}) {
  switch (kind) {
    case "threshold":
      return <ThresholdPreview {...props} onThreshold={onThreshold} />;
    case "anomaly":
      return <AnomalyPreview {...props} />;
    case "forecast":
      return <ForecastPreview {...props} onLimit={onForecastLimit} />;
  }
}
