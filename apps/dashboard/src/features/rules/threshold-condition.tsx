"use client";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { ConditionProps } from "./condition-props";
import { DurationInput } from "./duration-input";
import { limitHint, limitUnit } from "./limit-hint";
import { PaceParts } from "./pace-parts";
import { thresholdConditionOf } from "./rule-conditions";
import { namesOf } from "./rule-types";
import { canRecoverApart, comparisonWords } from "./rule-words";
import { Sentence, SentencePart, SentenceSubject } from "./sentence-part";

const PATHS = ["condition.threshold", "forMs", "windowMs", "intervalMs"];

/** The limit of a threshold rule as a sentence with fields in it. */
export function ThresholdSentence({ form, onChange, errors, unit }: ConditionProps) {
  const shownUnit = limitUnit(unit);
  const hint = limitHint(thresholdConditionOf(form).threshold, unit);
  return (
    <Sentence errors={errors} paths={PATHS}>
      <SentenceSubject signal={form.signal} verb="is" />
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
        aria-label={`Threshold${shownUnit === "" ? "" : ` in ${shownUnit}`}`}
        aria-invalid={errors["condition.threshold"] !== undefined}
        inputMode="decimal"
        placeholder="Limit"
        className="w-24 text-right"
        value={form.threshold}
        onChange={(event) => onChange({ threshold: event.target.value })}
      />
      <span>{shownUnit}</span>
      {hint !== null && <span className="text-xs text-muted-foreground">{hint}</span>}
      <SentencePart words="for">
        <DurationInput
          label="For at least"
          valueMs={form.forMs}
          onChange={(forMs) => onChange({ forMs })}
          error={errors["forMs"]}
        />
      </SentencePart>
      <PaceParts form={form} onChange={onChange} errors={errors} />
    </Sentence>
  );
}

/** A second limit, on the quiet side. */
export function RecoveryField({ form, onChange, errors, unit }: ConditionProps) {
  const shownUnit = limitUnit(unit);
  return (
    <Field
      label={`Recovery threshold${shownUnit === "" ? "" : `, ${shownUnit}`}`}
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
  );
}
