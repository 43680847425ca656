"use client";
import type { FieldErrors } from "@/api/api-error";
import { Checkbox } from "@/components/ui/checkbox";
import { LogsFields } from "./logs-fields";
import { MetricFields } from "./metric-fields";
import { RedFields } from "./red-fields";
import type { ForecastFields } from "./rule-conditions";
import { emptySignal } from "./rule-form";
import { signalTypes } from "./signal-types";
import type { Signal } from "./rule-types";
import { Segmented } from "./segmented";

/** Chooses the series that a forecast is compared with, as a pool's size. */
export function ForecastLimitSignal({
  signal,
  forecast,
  onChange,
  errors,
}: {
  /** What the rule reads: a limit can be one for each of its groups. */
  signal: Signal;
  forecast: ForecastFields;
  onChange: (part: Partial<ForecastFields>) => void;
  errors: FieldErrors;
}) {
  const { limitSignal: limit, limitGrouped } = forecast;
  const set = (limitSignal: Signal) => onChange({ limitSignal });
  const grouping = errors["condition.limit.signal.groupBy"];
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 rounded-md border p-3">
      <legend className="sr-only">The series that is the limit</legend>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="text-xs font-medium">The limit is the latest value of</span>
        <Segmented
          label="Kind of limit series"
          value={limit.type}
          options={signalTypes}
          onChange={(type) => type !== limit.type && set(emptySignal(type, limit.service))}
        />
      </div>
      {limit.type === "red" && <RedFields signal={limit} onChange={set} grouped={false} />}
      {limit.type === "metric" && (
        <MetricFields
          signal={limit}
          onChange={set}
          error={errors["condition.limit.signal.metric"]}
          grouped={false}
        />
      )}
      {limit.type === "logs" && <LogsFields signal={limit} onChange={set} grouped={false} />}
      {(signal.groupBy.length > 0 || limitGrouped) && (
        <label className="flex min-h-6 items-center gap-2">
          <Checkbox
            checked={limitGrouped}
            onCheckedChange={(on) => onChange({ limitGrouped: on === true })}
          />
          Each {signal.groupBy.join(" and ")} has a limit of its own
        </label>
      )}
      {grouping !== undefined && <p className="text-xs text-critical">{grouping}</p>}
    </fieldset>
  );
}
