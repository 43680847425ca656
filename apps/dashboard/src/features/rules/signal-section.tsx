"use client";
import type { FieldErrors } from "@/api/api-error";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LogsFields } from "./logs-fields";
import { MetricFields } from "./metric-fields";
import { RedFields } from "./red-fields";
import { emptySignal, type RuleForm } from "./rule-form";
import type { Signal, SignalType } from "./rule-types";
import { Segmented } from "./segmented";
import { signalTypes } from "./signal-types";

/** What the rule reads. */
export function SignalSection({
  form,
  onChange,
  errors,
}: {
  form: RuleForm;
  onChange: (change: Partial<RuleForm>) => void;
  errors: FieldErrors;
}) {
  const { signal } = form;
  const set = (next: Signal) => onChange({ signal: next });
  const switchTo = (type: SignalType) => {
    if (type === signal.type) return;
    // A limit of another signal means nothing here.
    onChange({
      signal: emptySignal(type, signal.service),
      threshold: "",
      recovery: "",
      forecast: { ...form.forecast, limit: "", limitGrouped: false },
      noData: type === "logs" ? "zero" : "hold",
    });
  };
  return (
    <Card>
      <CardHeader
        title="Signal"
        actions={
          <Segmented
            label="Kind of signal"
            value={signal.type}
            options={signalTypes}
            onChange={switchTo}
          />
        }
      />
      <CardContent>
        {signal.type === "red" && <RedFields signal={signal} onChange={set} />}
        {signal.type === "metric" && (
          <MetricFields signal={signal} onChange={set} error={errors["signal.metric"]} />
        )}
        {signal.type === "logs" && <LogsFields signal={signal} onChange={set} />}
      </CardContent>
    </Card>
  );
}
