"use client";
import type { ReactNode } from "react";
import type { FieldErrors } from "@/api/api-error";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { DurationInput } from "./duration-input";
import { limitHint, limitUnit } from "./limit-hint";
import { conditionOf, type RuleForm } from "./rule-form";
import { namesOf } from "./rule-types";
import { canRecoverApart, comparisonWords, describeRecovery, noDataWords } from "./rule-words";
import { describeSubject } from "./signal-words";

interface SectionProps {
  form: RuleForm;
  onChange: (change: Partial<RuleForm>) => void;
  errors: FieldErrors;
  unit: string;
}

/** When the rule fires and recovers, as a sentence with fields in it. */
export function ConditionSection({ form, onChange, errors, unit }: SectionProps) {
  const condition = conditionOf(form);
  return (
    <Card>
      <CardHeader title="Condition" />
      <CardContent className="flex flex-col gap-4">
        <Sentence form={form} onChange={onChange} errors={errors} unit={unit} />
        <div className="grid gap-3 sm:grid-cols-2">
          <Field
            label={`Recovery threshold${limitUnit(unit) === "" ? "" : `, ${limitUnit(unit)}`}`}
            optional
            error={errors["condition.recovery"]}
            hint={
              canRecoverApart(form.comparison)
                ? "A second limit on the quiet side keeps an alert from flapping."
                : "Equality has no quiet side to recover through."
            }
          >
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                disabled={!canRecoverApart(form.comparison)}
                value={form.recovery}
                placeholder="Same as the threshold"
                onChange={(event) => onChange({ recovery: event.target.value })}
              />
            )}
          </Field>
          <Field
            label="Keep firing for"
            error={errors["keepFiringForMs"]}
            hint={
              Number.isFinite(condition.threshold)
                ? describeRecovery({ condition, keepFiringForMs: form.keepFiringForMs }, unit)
                : "How long the value must be back before the alert resolves."
            }
          >
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
        </div>
      </CardContent>
    </Card>
  );
}

const sentenceFields = ["condition.threshold", "forMs", "windowMs", "intervalMs"] as const;

function Sentence({ form, onChange, errors, unit }: SectionProps) {
  const hint = limitHint(conditionOf(form).threshold, unit);
  const problems = sentenceFields.flatMap((path) => errors[path] ?? []);
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-x-1.5 gap-y-2 leading-8">
        <span className="break-words">
          When <b className="font-medium">{describeSubject(form.signal)}</b>
          {form.signal.groupBy.length > 0 && ` (each ${form.signal.groupBy.join(" and ")})`} is
        </span>
        <Select
          value={form.comparison}
          onValueChange={(comparison) => onChange({ comparison })}
          options={namesOf(comparisonWords).map((value) => ({
            value,
            label: comparisonWords[value],
          }))}
          aria-label="Comparison"
          className="w-32"
        />
        <Input
          aria-label={`Threshold${limitUnit(unit) === "" ? "" : ` in ${limitUnit(unit)}`}`}
          aria-invalid={errors["condition.threshold"] !== undefined}
          inputMode="decimal"
          placeholder="Limit"
          className="w-24 text-right"
          value={form.threshold}
          onChange={(event) => onChange({ threshold: event.target.value })}
        />
        <span>{limitUnit(unit)}</span>
        {hint !== null && <span className="text-xs text-muted-foreground">{hint}</span>}
        <Part words="for">
          <DurationInput
            label="For at least"
            valueMs={form.forMs}
            onChange={(forMs) => onChange({ forMs })}
            error={errors["forMs"]}
          />
        </Part>
        <Part words="over a window of">
          <DurationInput
            label="Window"
            valueMs={form.windowMs}
            onChange={(windowMs) => onChange({ windowMs })}
            error={errors["windowMs"]}
          />
        </Part>
        <Part words="and check every">
          <DurationInput
            label="Check every"
            valueMs={form.intervalMs}
            onChange={(intervalMs) => onChange({ intervalMs })}
            error={errors["intervalMs"]}
          />
        </Part>
      </div>
      {problems.map((problem) => (
        <p key={problem} className="text-xs text-critical">
          {problem}
        </p>
      ))}
    </div>
  );
}

function Part({ words, children }: { words: string; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      {words} {children}
    </span>
  );
}
