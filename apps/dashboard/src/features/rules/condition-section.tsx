"use client";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { AnomalyFieldsGrid, AnomalySentence, AnomalySummary } from "./anomaly-condition";
import type { ConditionProps } from "./condition-props";
import { ForecastSentence, ForecastSummary } from "./forecast-condition";
import { KindChoice } from "./kind-choice";
import { PaceSentence } from "./pace-parts";
import { switchKind } from "./rule-kinds";
import { StateFields } from "./state-fields";
import { RecoveryField, ThresholdSentence } from "./threshold-condition";

/** When the rule fires and recovers: its kind, a sentence with fields in it, and the rest. */
export function ConditionSection(props: ConditionProps) {
  const { form, onChange } = props;
  const { kind } = form;
  return (
    <Card>
      <CardHeader title="Condition" />
      <CardContent className="flex flex-col gap-4">
        <KindChoice kind={kind} onChange={(next) => onChange(switchKind(form, next))} />
        {/* Fields keep their own text: those of another kind begin again. */}
        <div key={kind} className="flex flex-col gap-4">
          {kind === "threshold" && <ThresholdSentence {...props} />}
          {kind === "anomaly" && <AnomalySentence {...props} />}
          {kind === "forecast" && <ForecastSentence {...props} />}
          {kind === "anomaly" && <AnomalySummary form={form} />}
          {kind === "forecast" && <ForecastSummary form={form} unit={props.unit} />}
          {kind !== "threshold" && <PaceSentence {...props} />}
          <div className="grid gap-3 sm:grid-cols-2">
            {kind === "threshold" && <RecoveryField {...props} />}
            {kind === "anomaly" && <AnomalyFieldsGrid {...props} />}
            <StateFields {...props} />
          </div>
        </div>
      </CardContent>
    </Card>
  );
}
