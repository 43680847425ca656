"use client";
import { logSeverities, severityNumberOf } from "@headroom/contracts";
import { AttributeFilters } from "@/components/filters/attribute-filters";
import { ServicePicker } from "@/components/filters/service-picker";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { GroupBy } from "./group-by";
import { Labelled } from "./labelled";
import type { LogsSignal } from "./rule-types";
import { severityName } from "./signal-words";

/** Chooses which log records are counted. */
export function LogsFields({
  signal,
  onChange,
  grouped = true,
}: {
  signal: LogsSignal;
  onChange: (signal: LogsSignal) => void;
  /** Whether groups can be chosen; a single series has none. */
  grouped?: boolean;
}) {
  const scope = { signal: "logs", service: signal.service ?? null } as const;
  const severity = signal.minSeverity === undefined ? "" : severityName(signal.minSeverity);
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Labelled caption="Service">
        <ServicePicker
          className="w-full"
          value={signal.service || null}
          onChange={(next) => onChange({ ...signal, service: next ?? undefined })}
        />
      </Labelled>
      <Field label="Severity at least">
        {(control) => (
          <Select
            {...control}
            value={severity}
            onValueChange={(next) => {
              const level = logSeverities.find((name) => name === next);
              onChange({
                ...signal,
                minSeverity: level === undefined ? undefined : severityNumberOf[level],
              });
            }}
            options={[
              { value: "", label: "any" },
              ...logSeverities.map((value) => ({ value, label: value })),
            ]}
          />
        )}
      </Field>
      <Field label="Words in the body" optional>
        {(control) => (
          <Input
            {...control}
            value={signal.query ?? ""}
            maxLength={500}
            placeholder="card declined"
            onChange={(event) => onChange({ ...signal, query: event.target.value })}
          />
        )}
      </Field>
      <Labelled caption="Only where" className="sm:col-span-3">
        <AttributeFilters
          scope={scope}
          filters={signal.filters}
          onChange={(filters) => onChange({ ...signal, filters })}
        />
      </Labelled>
      {grouped && (
        <Labelled caption="One alert for each" className="sm:col-span-3">
          <GroupBy
            scope={scope}
            keys={signal.groupBy}
            onChange={(groupBy) => onChange({ ...signal, groupBy })}
          />
        </Labelled>
      )}
    </div>
  );
}
