"use client";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { ConditionProps } from "./condition-props";
import { DurationInput } from "./duration-input";
import { longUnits } from "./duration-parts";
import { ForecastLimitSignal } from "./forecast-limit-signal";
import { limitHint, limitUnit } from "./limit-hint";
import { limitOf } from "./limit-text";
import { PercentInput } from "./percent-input";
import { forecastConditionOf, type ForecastFields } from "./rule-conditions";
import { hasLimit } from "./rule-form";
import { explainForecast } from "./rule-words";
import { Sentence, SentencePart, SentenceSubject } from "./sentence-part";

const PATHS = ["condition.limit.value", "condition.horizonMs", "condition.probability"];

/** The condition of a forecast rule as a sentence with fields in it. */
export function ForecastSentence({ form, onChange, errors, unit }: ConditionProps) {
  const { forecast } = form;
  const change = (part: Partial<ForecastFields>) =>
    onChange({ forecast: { ...forecast, ...part } });
  return (
    <div className="flex flex-col gap-3">
      <Sentence errors={errors} paths={PATHS}>
        <SentenceSubject signal={form.signal} verb="will be" />
        <Select
          value={forecast.comparison}
          onValueChange={(comparison) => change({ comparison })}
          options={[
            { value: "above", label: "above" },
            { value: "below", label: "below" },
          ]}
          aria-label="Comparison"
          className="w-24"
        />
        <Select
          value={forecast.limitType}
          onValueChange={(limitType) => change({ limitType })}
          options={[
            { value: "constant", label: "a limit of" },
            { value: "signal", label: "another series" },
          ]}
          aria-label="Kind of limit"
          className="w-36"
        />
        {forecast.limitType === "constant" && (
          <ConstantLimit form={form} onChange={onChange} errors={errors} unit={unit} />
        )}
        <SentencePart words="within">
          <DurationInput
            label="Horizon"
            units={longUnits}
            valueMs={forecast.horizonMs}
            onChange={(horizonMs) => change({ horizonMs })}
            error={errors["condition.horizonMs"]}
          />
        </SentencePart>
        <SentencePart words="with a chance of at least">
          <PercentInput
            label="Chance in percent"
            share={forecast.probability}
            onChange={(probability) => change({ probability })}
            error={errors["condition.probability"]}
          />
        </SentencePart>
      </Sentence>
      {forecast.limitType === "signal" && (
        <ForecastLimitSignal
          signal={form.signal}
          forecast={forecast}
          onChange={change}
          errors={errors}
        />
      )}
    </div>
  );
}

function ConstantLimit({ form, onChange, errors, unit }: ConditionProps) {
  const { forecast, signal } = form;
  const shownUnit = limitUnit(unit);
  const hint = limitHint(limitOf(forecast.limit, signal), unit);
  return (
    <>
      <Input
        aria-label={`Limit${shownUnit === "" ? "" : ` in ${shownUnit}`}`}
        aria-invalid={errors["condition.limit.value"] !== undefined}
        inputMode="decimal"
        placeholder="Limit"
        className="w-24 text-right"
        value={forecast.limit}
        onChange={(event) => onChange({ forecast: { ...forecast, limit: event.target.value } })}
      />
      <span>{shownUnit}</span>
      {hint !== null && <span className="text-xs text-muted-foreground">{hint}</span>}
    </>
  );
}

/** The whole condition in words. */
export function ForecastSummary({ form, unit }: Pick<ConditionProps, "form" | "unit">) {
  const { horizonMs, probability } = form.forecast;
  if (!hasLimit(form) || !Number.isFinite(horizonMs + probability)) return null;
  return (
    <p className="rounded-md bg-muted px-2.5 py-2 text-xs">
      {explainForecast(forecastConditionOf(form.forecast, form.signal), unit)}
    </p>
  );
}
