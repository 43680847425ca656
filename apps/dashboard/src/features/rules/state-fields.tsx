"use client";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { ConditionProps } from "./condition-props";
import { DurationInput } from "./duration-input";
import { thresholdConditionOf } from "./rule-conditions";
import { namesOf } from "./rule-types";
import { describeRecovery, noDataWords } from "./rule-words";

/** What rules of every kind have: how long states last, missing data, late data. */
export function StateFields({ form, onChange, errors, unit }: ConditionProps) {
  return (
    <>
      {form.kind !== "threshold" && (
        <Field
          label="For at least"
          error={errors["forMs"]}
          hint="How long this must last before the alert fires."
        >
          {(control) => (
            <DurationInput
              {...control}
              label="For at least"
              valueMs={form.forMs}
              onChange={(forMs) => onChange({ forMs })}
              error={errors["forMs"]}
            />
          )}
        </Field>
      )}
      <Field label="Keep firing for" error={errors["keepFiringForMs"]} hint={keepHint(form, unit)}>
        {(control) => (
          <DurationInput
            {...control}
            label="Keep firing for"
            valueMs={form.keepFiringForMs}
            onChange={(keepFiringForMs) => onChange({ keepFiringForMs })}
            error={errors["keepFiringForMs"]}
          />
        )}
      </Field>
      <Field label="When there is no data" hint={noDataWords[form.noData].meaning}>
        {(control) => (
          <Select
            {...control}
            value={form.noData}
            onValueChange={(noData) => onChange({ noData })}
            options={namesOf(noDataWords).map((value) => ({
              value,
              label: noDataWords[value].name,
            }))}
          />
        )}
      </Field>
      <Field
        label="Evaluation delay"
        error={errors["evalDelayMs"]}
        hint="Waits for late data before a window is judged."
      >
        {(control) => (
          <DurationInput
            {...control}
            label="Evaluation delay"
            valueMs={form.evalDelayMs}
            onChange={(evalDelayMs) => onChange({ evalDelayMs })}
            error={errors["evalDelayMs"]}
          />
        )}
      </Field>
    </>
  );
}

function keepHint(form: ConditionProps["form"], unit: string): string {
  const condition = thresholdConditionOf(form);
  return form.kind === "threshold" && Number.isFinite(condition.threshold)
    ? describeRecovery({ condition, keepFiringForMs: form.keepFiringForMs }, unit)
    : "How long the value must be back before the alert resolves.";
}
