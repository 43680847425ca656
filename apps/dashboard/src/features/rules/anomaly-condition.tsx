"use client";
import { leastRecoveryWindowMs } from "@headroom/contracts";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { formatElapsed } from "@/format/elapsed";
import { anomalyConditionOf, type AnomalyFields } from "./rule-conditions";
import type { ConditionProps } from "./condition-props";
import { DurationInput } from "./duration-input";
import { PercentInput } from "./percent-input";
import type { RuleForm } from "./rule-form";
import { namesOf } from "./rule-types";
import { directionWords, explainAnomaly } from "./rule-words";
import { Segmented } from "./segmented";
import { SensitivitySlider } from "./sensitivity-slider";
import { Sentence, SentencePart, SentenceSubject } from "./sentence-part";

const PATHS = ["condition.triggerShare", "condition.triggerWindowMs"];

/** The condition of an anomaly rule as a sentence with fields in it. */
export function AnomalySentence({ form, onChange, errors }: ConditionProps) {
  const { anomaly } = form;
  const change = (part: Partial<AnomalyFields>) => onChange({ anomaly: { ...anomaly, ...part } });
  return (
    <Sentence errors={errors} paths={PATHS}>
      <SentenceSubject signal={form.signal} verb="is" />
      <Select
        value={anomaly.direction}
        onValueChange={(direction) => change({ direction })}
        options={namesOf(directionWords).map((value) => ({ value, label: directionWords[value] }))}
        aria-label="Direction"
        className="w-48"
      />
      <SentencePart words="for">
        <PercentInput
          label="Share of unusual values in percent"
          share={anomaly.triggerShare}
          onChange={(triggerShare) => change({ triggerShare })}
          error={errors["condition.triggerShare"]}
        />
      </SentencePart>
      <SentencePart words="of the values in">
        <DurationInput
          label="Trigger window"
          valueMs={anomaly.triggerWindowMs}
          onChange={(triggerWindowMs) => change({ triggerWindowMs })}
          error={errors["condition.triggerWindowMs"]}
        />
      </SentencePart>
    </Sentence>
  );
}

/** How slight, how long and how often: the rest of an anomaly rule. */
export function AnomalyFieldsGrid({ form, onChange, errors }: ConditionProps) {
  const { anomaly } = form;
  const change = (part: Partial<AnomalyFields>) => onChange({ anomaly: { ...anomaly, ...part } });
  const recoveryMs = recoveryOf(form);
  return (
    <>
      <SensitivitySlider
        value={anomaly.sensitivity}
        onChange={(sensitivity) => change({ sensitivity })}
      />
      <Field
        label="Recovery window"
        error={errors["condition.recoveryWindowMs"]}
        hint={`All values of ${Number.isFinite(recoveryMs) ? formatElapsed(recoveryMs) : "this window"} must be usual before an alert resolves.`}
      >
        {({ id, "aria-describedby": described }) => (
          <div className="flex flex-wrap items-center gap-1.5">
            <Segmented
              label="Recovery window"
              value={anomaly.recoveryWindowMs === null ? "shortest" : "set"}
              options={[
                { value: "shortest", label: "Shortest" },
                { value: "set", label: "Set" },
              ]}
              onChange={(choice) =>
                change({ recoveryWindowMs: choice === "set" ? wholeMinutes(recoveryMs) : null })
              }
            />
            {anomaly.recoveryWindowMs !== null && (
              <DurationInput
                id={id}
                aria-describedby={described}
                label="Recovery window"
                valueMs={anomaly.recoveryWindowMs}
                onChange={(recoveryWindowMs) => change({ recoveryWindowMs })}
                error={errors["condition.recoveryWindowMs"]}
              />
            )}
          </div>
        )}
      </Field>
      <Field
        label="What happens again and again"
        hint={
          anomaly.repeats === "quiet"
            ? "What was said lately, or comes back every so often, starts no new alert unless it is clearly stronger."
            : "Every deviation starts an alert, also one that was there yesterday."
        }
      >
        {(control) => (
          <Select
            {...control}
            value={anomaly.repeats}
            onValueChange={(repeats) => change({ repeats })}
            options={[
              { value: "quiet", label: "Stay quiet" },
              { value: "always", label: "Tell every time" },
            ]}
          />
        )}
      </Field>
    </>
  );
}

/** The whole condition in words. */
export function AnomalySummary({ form }: { form: RuleForm }) {
  const recoveryMs = recoveryOf(form);
  if (!Number.isFinite(recoveryMs)) return null;
  return (
    <p className="rounded-md bg-muted px-2.5 py-2 text-xs">
      {explainAnomaly(anomalyConditionOf(form.anomaly), recoveryMs)}
    </p>
  );
}

function recoveryOf({ anomaly, intervalMs }: RuleForm): number {
  const { triggerShare, triggerWindowMs, recoveryWindowMs } = anomaly;
  const leastMs = leastRecoveryWindowMs({ triggerShare, triggerWindowMs, stepMs: intervalMs });
  return recoveryWindowMs === null ? leastMs : Math.max(leastMs, recoveryWindowMs);
}

function wholeMinutes(ms: number): number {
  return Number.isFinite(ms) ? Math.ceil(ms / 60_000) * 60_000 : 300_000;
}
