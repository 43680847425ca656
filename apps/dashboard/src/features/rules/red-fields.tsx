"use client";
import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/queries";
import { ServicePicker } from "@/components/filters/service-picker";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useTimeRange } from "@/time/time-range";
import { Labelled } from "./labelled";
import { namesOf, type RedSignal } from "./rule-types";
import { measureWords } from "./signal-words";

const groups = ["service", "operation"] as const;

/** Chooses a RED measure, service, operation and grouping. */
export function RedFields({
  signal,
  onChange,
  grouped = true,
}: {
  signal: RedSignal;
  onChange: (signal: RedSignal) => void;
  /** Whether groups can be chosen; a single series has none. */
  grouped?: boolean;
}) {
  const service = signal.service || null;
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Field label="Measure">
        {(control) => (
          <Select
            {...control}
            value={signal.measure}
            onValueChange={(measure) => onChange({ ...signal, measure })}
            options={namesOf(measureWords).map((value) => ({ value, label: measureWords[value] }))}
          />
        )}
      </Field>
      <Labelled caption="Service">
        <ServicePicker
          className="w-full"
          value={service}
          onChange={(next) =>
            onChange({ ...signal, service: next ?? undefined, operation: undefined })
          }
        />
      </Labelled>
      <Labelled caption="Operation">
        <OperationPicker
          service={service}
          value={signal.operation || null}
          onChange={(next) => onChange({ ...signal, operation: next ?? undefined })}
        />
      </Labelled>
      {grouped && (
        <fieldset className="flex flex-wrap items-center gap-x-4 gap-y-1 sm:col-span-3">
          <legend className="mb-1 text-xs font-medium">One alert for each</legend>
          {groups.map((group) => (
            <label key={group} className="flex min-h-6 items-center gap-2">
              <Checkbox
                checked={signal.groupBy.includes(group)}
                onCheckedChange={(on) =>
                  onChange({
                    ...signal,
                    groupBy: groups.filter((one) =>
                      one === group ? on === true : signal.groupBy.includes(one),
                    ),
                  })
                }
              />
              {group}
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}

function OperationPicker({
  service,
  value,
  onChange,
}: {
  service: string | null;
  value: string | null;
  onChange: (operation: string | null) => void;
}) {
  const { from, to } = useTimeRange();
  const detail = useQuery({
    ...apiQuery("getService", { params: { service: service ?? "-" }, query: { from, to } }),
    enabled: service !== null,
  });
  return (
    <Combobox
      value={value}
      onChange={onChange}
      options={(detail.data?.operations ?? [])
        .filter(({ isEntry }) => isEntry)
        .map(({ name }) => ({ value: name }))}
      loading={service !== null && detail.isPending}
      placeholder="All operations"
      searchPlaceholder="Operation…"
      emptyText={
        service === null
          ? "Choose a service to see its operations, or type one."
          : "No such operation; type it in full."
      }
      allowCustom
      className="w-full"
      aria-label="Operation"
    />
  );
}
