"use client";
import type { Evidence } from "@headroom/contracts";
import { ExplainPopover } from "@/components/explain/explain-popover";
import {
  expectedParts,
  explainEvidence,
  forecastParts,
  type ExpectedParts,
  type ForecastParts,
} from "./evidence-parts";
import { describeEvidence } from "./evidence-words";

/** What made an alert fire: the finding in words, what was expected, or when a limit is reached. */
export function AlertEvidence({ evidence, unit }: { evidence: Evidence; unit: string }) {
  const explanation = explainEvidence(evidence, unit);
  const expected = expectedParts(evidence, unit);
  const forecast = forecastParts(evidence, unit);
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-sm break-words">
        {describeEvidence(evidence, unit)}.
        {explanation !== null && (
          <ExplainPopover
            explanation={explanation}
            label="What made it fire"
            className="-my-1 ml-1 align-middle"
          />
        )}
      </p>
      {expected !== null && <ExpectedGauge parts={expected} />}
      {forecast !== null && <ForecastDates parts={forecast} />}
    </div>
  );
}

function ExpectedGauge({ parts }: { parts: ExpectedParts }) {
  const at = (share: number) => `${share * 100}%`;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted-foreground">
      <span aria-hidden className="relative block h-3 w-48">
        <span className="absolute inset-x-0 top-1/2 h-px bg-border" />
        <span
          className="absolute inset-y-0.5 rounded-xs bg-ok/30"
          style={{ left: at(parts.lower), width: `max(2px, ${at(parts.upper - parts.lower)})` }}
        />
        <span
          className="absolute inset-y-0.5 -ml-px w-0.5 bg-ok"
          style={{ left: at(parts.expected) }}
        />
        {parts.value !== null && (
          <span
            className="absolute top-1/2 -mt-1 -ml-1 size-2 rounded-full bg-critical"
            style={{ left: at(parts.value) }}
          />
        )}
      </span>
      {parts.words}
    </div>
  );
}

function ForecastDates({ parts }: { parts: ForecastParts }) {
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-1 text-xs">
      <Fact name="Limit" value={parts.limit} />
      <Fact name="Chance" value={parts.chance} />
      {parts.dates.map(({ name, at }) => (
        <Fact key={name} name={name} value={at} />
      ))}
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="text-2xs text-muted-foreground">{name}</dt>
      <dd className="font-medium">{value}</dd>
    </div>
  );
}
