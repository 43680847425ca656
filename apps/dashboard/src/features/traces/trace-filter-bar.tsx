"use client";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { apiQuery } from "@/api/queries";
import { AttributeFilters } from "@/components/filters/attribute-filters";
import { DurationField } from "@/components/filters/duration-field";
import { SearchField } from "@/components/filters/search-field";
import { ServicePicker } from "@/components/filters/service-picker";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Select } from "@/components/ui/select";
import { useRangeHref } from "@/time/range-link";
import { useTimeRange } from "@/time/time-range";
import { readTraceId } from "./trace-id";
import {
  CLEARED_SEARCH,
  isNarrowed,
  type TraceSearch,
  type useTraceSearch,
} from "./trace-search-state";

const statusOptions = [
  { value: "", label: "Any status" },
  { value: "error", label: "With errors" },
  { value: "ok", label: "Without errors" },
] as const;

/** Conditions of the trace search. A trace id in the search field opens the trace. */
export function TraceFilterBar({
  search,
  setSearch,
}: {
  search: TraceSearch;
  setSearch: ReturnType<typeof useTraceSearch>[1];
}) {
  const router = useRouter();
  const rangeHref = useRangeHref();
  const openTrace = (text: string): boolean => {
    const traceId = readTraceId(text);
    if (traceId !== null) router.push(rangeHref(`/traces/${traceId}`));
    return traceId !== null;
  };
  return (
    <div role="search" aria-label="Traces" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <SearchField
          className="grow basis-64"
          label="Search span names or paste a trace id"
          value={search.q}
          onSearch={(text) => {
            if (!openTrace(text)) void setSearch({ q: text || null });
          }}
          onPaste={openTrace}
        />
        <ServicePicker
          className="grow basis-36 sm:max-w-52"
          value={search.service}
          onChange={(service) => void setSearch({ service, operation: null })}
        />
        <OperationPicker
          service={search.service}
          value={search.operation}
          onChange={(operation) => void setSearch({ operation })}
        />
        <Select
          aria-label="Status"
          className="grow basis-32 sm:max-w-36"
          value={search.status ?? ""}
          options={statusOptions}
          onValueChange={(status) => void setSearch({ status: status === "" ? null : status })}
        />
        <div className="flex grow basis-44 items-center gap-1.5 sm:max-w-52">
          <DurationField
            className="min-w-0 flex-1"
            label="Shortest duration"
            placeholder="min ms"
            valueMs={search.minDurationMs}
            onChange={(minDurationMs) => void setSearch({ minDurationMs })}
          />
          <span className="text-muted-foreground" aria-hidden>
            –
          </span>
          <DurationField
            className="min-w-0 flex-1"
            label="Longest duration"
            placeholder="max ms"
            valueMs={search.maxDurationMs}
            onChange={(maxDurationMs) => void setSearch({ maxDurationMs })}
          />
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        <AttributeFilters
          scope={{ signal: "traces", service: search.service }}
          filters={search.filters}
          onChange={(filters) => void setSearch({ filters })}
        />
        {isNarrowed(search) && (
          <Button size="sm" variant="ghost" onClick={() => void setSearch(CLEARED_SEARCH)}>
            Clear all
          </Button>
        )}
      </div>
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
      aria-label="Operation"
      className="grow basis-40 sm:max-w-60"
      value={value}
      onChange={onChange}
      options={(detail.data?.operations ?? []).map(({ name }) => ({ value: name }))}
      loading={detail.isFetching}
      placeholder="All operations"
      searchPlaceholder="Operation…"
      emptyText={
        service === null
          ? "Choose a service to see its operations, or type a full name."
          : "No operation has this name. Type a full name to use it."
      }
      allowCustom
    />
  );
}
