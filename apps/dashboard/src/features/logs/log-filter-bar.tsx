"use client";
import { logSeverities } from "@headroom/contracts";
import { X } from "lucide-react";
import { AttributeFilters } from "@/components/filters/attribute-filters";
import { SearchField } from "@/components/filters/search-field";
import { ServicePicker } from "@/components/filters/service-picker";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { CLEARED_SEARCH, isNarrowed, type LogSearch, type SetLogSearch } from "./log-search-state";

const severityOptions = [
  { value: "", label: "Any severity" },
  ...logSeverities.map((severity) => ({
    value: severity,
    label: severity === "fatal" ? "fatal" : `${severity} and above`,
  })),
] as const;

/** Conditions of the log search. */
export function LogFilterBar({
  search,
  setSearch,
}: {
  search: LogSearch;
  setSearch: SetLogSearch;
}) {
  return (
    <div role="search" aria-label="Logs" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <SearchField
          className="grow basis-72"
          label="Search log bodies"
          placeholder="Search words in log bodies"
          value={search.q}
          onSearch={(q) => void setSearch({ q: q || null })}
        />
        <ServicePicker
          className="grow basis-36 sm:max-w-52"
          value={search.service}
          onChange={(service) => void setSearch({ service })}
        />
        <Select
          aria-label="Minimum severity"
          className="grow basis-36 sm:max-w-44"
          value={search.minSeverity ?? ""}
          options={severityOptions}
          onValueChange={(severity) =>
            void setSearch({ minSeverity: severity === "" ? null : severity })
          }
        />
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        <IdChip
          name="trace"
          value={search.traceId}
          onRemove={() => void setSearch({ traceId: null, spanId: null })}
        />
        <IdChip
          name="span"
          value={search.spanId}
          onRemove={() => void setSearch({ spanId: null })}
        />
        <AttributeFilters
          scope={{ signal: "logs", service: search.service }}
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

function IdChip({
  name,
  value,
  onRemove,
}: {
  name: string;
  value: string | null;
  onRemove: () => void;
}) {
  if (value === null) return null;
  return (
    <span className="inline-flex h-7 max-w-full min-w-0 items-center rounded-md border border-accent/40 bg-accent-soft pl-2 font-mono text-2xs">
      <span className="truncate" title={value}>
        {name} = {value}
      </span>
      <button
        type="button"
        aria-label={`Remove ${name} ${value}`}
        onClick={onRemove}
        className="grid size-6 shrink-0 place-items-center rounded text-muted-foreground hover:text-foreground"
      >
        <X className="size-3" />
      </button>
    </span>
  );
}
