"use client";
import { useState } from "react";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LogsFields } from "@/features/rules/logs-fields";
import { MetricFields } from "@/features/rules/metric-fields";
import { RedFields } from "@/features/rules/red-fields";
import { emptySignal } from "@/features/rules/rule-form";
import type { Signal, SignalType } from "@/features/rules/rule-types";
import { Segmented } from "@/features/rules/segmented";
import { completeSignal } from "./one-series";

const types: readonly { value: SignalType; label: string }[] = [
  { value: "red", label: "Requests" },
  { value: "metric", label: "Metric" },
  { value: "logs", label: "Logs" },
];

/** Chooses one series: requests, a metric or log records. `onChange` hears complete signals only. */
export function SignalChooser({
  signal,
  onChange,
}: {
  signal: Signal | null;
  onChange: (signal: Signal) => void;
}) {
  const [draft, setDraft] = useState<Signal>(() => signal ?? emptySignal("red"));
  const set = (next: Signal) => {
    setDraft(next);
    const complete = completeSignal(next);
    if (complete !== null) onChange(complete);
  };
  return (
    <Card>
      <CardHeader
        title="Signal"
        description={signal === null ? "Choose what to look at." : undefined}
        actions={
          <Segmented
            label="Kind of signal"
            value={draft.type}
            options={types}
            onChange={(type) => {
              if (type !== draft.type) set(emptySignal(type, draft.service));
            }}
          />
        }
      />
      <CardContent>
        {draft.type === "red" && <RedFields signal={draft} onChange={set} grouped={false} />}
        {draft.type === "metric" && (
          <MetricFields signal={draft} onChange={set} error={undefined} grouped={false} />
        )}
        {draft.type === "logs" && <LogsFields signal={draft} onChange={set} grouped={false} />}
      </CardContent>
    </Card>
  );
}
