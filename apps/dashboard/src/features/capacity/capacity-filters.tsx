"use client";
import type { Headroom } from "@headroom/contracts";
import { SearchField } from "@/components/filters/search-field";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Select } from "@/components/ui/select";
import { namesOf } from "@/features/rules/rule-types";
import {
  NO_FILTER,
  resourceKinds,
  statusWords,
  type CapacityState,
  type SetCapacityState,
} from "./capacity-state";
import { resourceWords } from "./headroom-words";

/** Search, service, kind of resource and whether headroom can be given. */
export function CapacityFilters({
  state,
  setState,
  rows,
}: {
  state: CapacityState;
  setState: SetCapacityState;
  rows: readonly Headroom[];
}) {
  const services = [...new Set(rows.map(({ service }) => service))].sort();
  const kinds = resourceKinds.filter((kind) => rows.some(({ resource }) => resource === kind));
  const { service, resource, status, q } = state;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchField
        value={q}
        onSearch={(next) => void setState({ q: next })}
        label="Search resources"
        className="w-full sm:w-64"
      />
      <Combobox
        value={service}
        onChange={(next) => void setState({ service: next })}
        options={services.map((name) => ({ value: name }))}
        placeholder="All services"
        searchPlaceholder="Service…"
        emptyText="No assessed service has this name."
        className="w-44"
        aria-label="Service"
      />
      <Select<Headroom["resource"] | "">
        value={resource ?? ""}
        onValueChange={(next) => void setState({ resource: next === "" ? null : next })}
        options={[
          { value: "", label: "All resources" },
          ...kinds.map((kind) => ({ value: kind, label: resourceWords[kind] })),
        ]}
        aria-label="Resource"
        className="w-44"
      />
      <Select<Headroom["status"] | "">
        value={status ?? ""}
        onValueChange={(next) => void setState({ status: next === "" ? null : next })}
        options={[
          { value: "", label: "Known or not" },
          ...namesOf(statusWords).map((name) => ({ value: name, label: statusWords[name] })),
        ]}
        aria-label="Status"
        className="w-40"
      />
      {(q !== "" || service !== null || resource !== null || status !== null) && (
        <Button variant="ghost" onClick={() => void setState(NO_FILTER)}>
          Clear filters
        </Button>
      )}
    </div>
  );
}
