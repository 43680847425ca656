"use client";
import { DurationInput } from "./duration-input";
import { Sentence, SentencePart } from "./sentence-part";
import type { ConditionProps } from "./condition-props";

/** The end of every condition: what one value is computed over, and how often it is checked. */
export function PaceParts({ form, onChange, errors }: Omit<ConditionProps, "unit">) {
  return (
    <>
      <SentencePart words="over a window of">
        <DurationInput
          label="Window"
          valueMs={form.windowMs}
          onChange={(windowMs) => onChange({ windowMs })}
          error={errors["windowMs"]}
        />
      </SentencePart>
      <SentencePart words="and check every">
        <DurationInput
          label="Check every"
          valueMs={form.intervalMs}
          onChange={(intervalMs) => onChange({ intervalMs })}
          error={errors["intervalMs"]}
        />
      </SentencePart>
    </>
  );
}

/** The same as a sentence of its own. */
export function PaceSentence(props: Omit<ConditionProps, "unit">) {
  return (
    <Sentence errors={props.errors} paths={["windowMs", "intervalMs"]}>
      <span>Values are taken</span>
      <PaceParts {...props} />
    </Sentence>
  );
}
