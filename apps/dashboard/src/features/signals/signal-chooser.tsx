"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LogsFields } from "@/features/rules/logs-fields";
import { MetricFields } from "@/features/rules/metric-fields";
import { RedFields } from "@/features/rules/red-fields";
import { emptySignal } from "@/features/rules/rule-form";
import type { Signal } from "@/features/rules/rule-types";
import { Segmented } from "@/features/rules/segmented";
import { signalTypes } from "@/features/rules/signal-types";
import { describeSubject } from "@/features/rules/signal-words";
import { completeSignal } from "./one-series";

/**
 * Chooses one series: requests, a metric or log records. `onChange` hears complete signals only:
 * the first at the press of a button, others with each change.
 */
export function SignalChooser({
  signal,
  onChange,
}: {
  signal: Signal | null;
  onChange: (signal: Signal) => void;
}) {
  const [draft, setDraft] = useState<Signal>(() => signal ?? emptySignal("red"));
  const complete = completeSignal(draft);
  const set = (next: Signal) => {
    setDraft(next);
    const chosen = completeSignal(next);
    // The first signal is taken when it is said to be whole, another one with each change.
    if (chosen !== null && signal !== null) onChange(chosen);
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
            options={signalTypes}
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
        {signal === null && complete !== null && (
          <Button variant="primary" className="mt-3" onClick={() => onChange(complete)}>
            Show {describeSubject(complete)}
          </Button>
        )}
      </CardContent>
    </Card>
  );
}
