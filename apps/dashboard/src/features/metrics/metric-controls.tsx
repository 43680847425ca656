"use client";
import type { Metric } from "@headroom/contracts";
import { X } from "lucide-react";
import { AttributeFilters } from "@/components/filters/attribute-filters";
import { AttributeKeyPicker } from "@/components/filters/filter-form";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { CreateRuleMenu } from "@/features/rules/create-rule-menu";
import { SignalActions } from "@/features/signals/signal-actions";
import { alertHref, oneSeries } from "./alert-signal";
import { MetricPicker } from "./metric-picker";
import { MAX_GROUP_KEYS } from "./group-keys";
import { OTHER_METRIC, type MetricState, type SetMetricState } from "./metric-state";
import { nameAggregation } from "./metric-words";

/** Metric, aggregation, service, filters and grouping; and the way to an alert on them. */
export function MetricControls({
  name,
  metric,
  aggregation,
  state,
  setState,
}: {
  name: string;
  metric: Metric | undefined;
  aggregation: Metric["aggregations"][number] | undefined;
  state: MetricState;
  setState: SetMetricState;
}) {
  const { service, filters, groupBy } = state;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end gap-2">
        <Field label="Metric" className="grow basis-72">
          {() => (
            <MetricPicker
              value={name}
              service={null}
              onChange={(next) => void setState({ metric: next, ...OTHER_METRIC })}
            />
          )}
        </Field>
        <Field label="Aggregation" className="grow basis-36 sm:max-w-44">
          {(control) => (
            <Select
              {...control}
              value={aggregation}
              disabled={metric === undefined}
              placeholder="Default"
              options={(metric?.aggregations ?? []).map((value) => ({
                value,
                label: nameAggregation(value),
              }))}
              onValueChange={(next) => void setState({ aggregation: next })}
            />
          )}
        </Field>
        <Field label="Service" className="grow basis-36 sm:max-w-52">
          {(control) => (
            <Combobox
              {...control}
              aria-label="Service"
              value={service}
              options={(metric?.services ?? []).map((value) => ({ value }))}
              placeholder="All services"
              allowCustom
              onChange={(next) => void setState({ service: next })}
            />
          )}
        </Field>
        {aggregation !== undefined && (
          <SignalActions
            signal={oneSeries({ metric: name, aggregation, service, filters, groupBy })}
            show={["trend", "correlation"]}
          />
        )}
        {aggregation !== undefined && (
          <CreateRuleMenu
            hrefOf={(kind) =>
              alertHref({ metric: name, aggregation, service, filters, groupBy }, kind)
            }
          />
        )}
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <AttributeFilters
          scope={{ signal: "metrics", service, metric: name }}
          filters={filters}
          onChange={(next) => void setState({ filters: next })}
        />
        <GroupBy
          name={name}
          service={service}
          keys={groupBy}
          onChange={(next) => void setState({ groupBy: next.length === 0 ? null : next })}
        />
      </div>
    </div>
  );
}

function GroupBy({
  name,
  service,
  keys,
  onChange,
}: {
  name: string;
  service: string | null;
  keys: readonly string[];
  onChange: (keys: string[]) => void;
}) {
  return (
    <div role="group" aria-label="Group by" className="flex min-w-0 flex-wrap items-center gap-1.5">
      <span className="text-xs text-muted-foreground">Group by</span>
      {keys.map((key) => (
        <span
          key={key}
          className="inline-flex h-7 max-w-full min-w-0 items-center rounded-md border bg-muted pl-2 font-mono text-2xs"
        >
          <span className="truncate">{key}</span>
          <button
            type="button"
            aria-label={`Do not group by ${key}`}
            onClick={() => onChange(keys.filter((other) => other !== key))}
            className="grid size-6 shrink-0 place-items-center rounded text-muted-foreground hover:text-foreground"
          >
            <X className="size-3" />
          </button>
        </span>
      ))}
      {keys.length < MAX_GROUP_KEYS && (
        <AttributeKeyPicker
          key={keys.length}
          scope={{ signal: "metrics", service, metric: name }}
          aria-label="Add an attribute to group by"
          placeholder="Attribute…"
          className="w-40"
          value={null}
          onChange={(key) => key !== null && onChange([...new Set([...keys, key])])}
        />
      )}
    </div>
  );
}
