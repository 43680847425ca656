"use client";
import type { Metric } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiQuery } from "@/api/queries";
import { AttributeFilters } from "@/components/filters/attribute-filters";
import { ServicePicker } from "@/components/filters/service-picker";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useTimeRange } from "@/time/time-range";
import { GroupBy } from "./group-by";
import { Labelled } from "./labelled";
import { namesOf, type MetricSignal } from "./rule-types";
import { aggregationWords } from "./signal-words";

/** Chooses a metric, how it is aggregated, filters and grouping. */
export function MetricFields({
  signal,
  onChange,
  error,
  grouped = true,
}: {
  signal: MetricSignal;
  onChange: (signal: MetricSignal) => void;
  error: string | undefined;
  /** Whether groups can be chosen; a single series has none. */
  grouped?: boolean;
}) {
  const [text, setText] = useState("");
  const metrics = useMetrics(signal.service || null, text);
  const chosen = useMetric(signal.metric, signal.service || null);
  const scope = {
    signal: "metrics",
    service: signal.service ?? null,
    metric: signal.metric,
  } as const;
  const known = chosen?.aggregations ?? namesOf(aggregationWords);
  const choices = known.includes(signal.aggregation) ? known : [signal.aggregation, ...known];
  return (
    <div className="grid gap-3 sm:grid-cols-4">
      <Field
        label="Metric"
        error={error}
        className="sm:col-span-4"
        hint={chosen && [chosen.type, chosen.unit, chosen.description].filter(Boolean).join(" · ")}
      >
        {(control) => (
          <Combobox
            {...control}
            aria-label="Metric"
            value={signal.metric || null}
            onChange={(metric) => {
              const found = metrics.items.find(({ name }) => name === metric);
              onChange({
                ...signal,
                metric: metric ?? "",
                aggregation: found?.aggregations[0] ?? signal.aggregation,
              });
            }}
            options={metrics.items.map(({ name, unit }) => ({ value: name, hint: unit }))}
            onSearch={setText}
            loading={metrics.loading}
            placeholder="Choose a metric…"
            searchPlaceholder="Metric name…"
            emptyText={
              metrics.failed
                ? "Metrics could not be loaded; type a name."
                : "No such metric; type it in full."
            }
            allowCustom
            className="w-full"
          />
        )}
      </Field>
      <Field label="Aggregation" className="sm:col-span-2">
        {(control) => (
          <Select
            {...control}
            value={signal.aggregation}
            onValueChange={(aggregation) => onChange({ ...signal, aggregation })}
            options={choices.map((value) => ({ value, label: aggregationWords[value] }))}
          />
        )}
      </Field>
      <Labelled caption="Service" className="sm:col-span-2">
        <ServicePicker
          className="w-full"
          value={signal.service || null}
          onChange={(next) => onChange({ ...signal, service: next ?? undefined })}
        />
      </Labelled>
      <Labelled caption="Only where" className="sm:col-span-4">
        <AttributeFilters
          scope={scope}
          filters={signal.filters}
          onChange={(filters) => onChange({ ...signal, filters })}
        />
      </Labelled>
      {grouped && (
        <Labelled caption="One alert for each" className="sm:col-span-4">
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

function useMetrics(service: string | null, text: string) {
  const { from, to } = useTimeRange();
  const query = useQuery(
    apiQuery("listMetrics", {
      query: { from, to, limit: 50, ...(service === null ? {} : { service }), q: text },
    }),
  );
  const items: readonly Metric[] = query.data?.items ?? [];
  return { items, loading: query.isFetching, failed: query.isError };
}

/** What is known of a metric by its exact name; undefined while it loads or where it is unknown. */
export function useMetric(name: string, service: string | null): Metric | undefined {
  const { from, to } = useTimeRange();
  const { data } = useQuery({
    ...apiQuery("listMetrics", {
      query: { from, to, limit: 50, ...(service === null ? {} : { service }), q: name },
    }),
    enabled: name !== "",
  });
  return data?.items.find((metric) => metric.name === name);
}
