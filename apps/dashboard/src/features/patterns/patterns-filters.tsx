"use client";
import type { PatternOverview, PatternSummary } from "@headroom/contracts";
import { Combobox } from "@/components/ui/combobox";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { SearchField } from "@/components/filters/search-field";
import { listFamilies } from "./catalogue-list";
import { healthLevels, levelWords, type HealthLevel } from "./pattern-health";
import { NO_FILTER, type PatternsState, type SetPatternsState } from "./patterns-state";

/** Search, service, family and health; the catalogue knows no services and no health. */
export function PatternsFilters({
  state,
  setState,
  overview,
  records,
}: {
  state: PatternsState;
  setState: SetPatternsState;
  overview: PatternOverview | undefined;
  records: readonly PatternSummary[];
}) {
  const ofServices = state.view !== "catalogue";
  const filtered =
    state.q !== "" ||
    state.family !== null ||
    (ofServices && (state.service !== null || state.health !== null));
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchField
        value={state.q}
        onSearch={(q) => void setState({ q })}
        label="Search patterns"
        className="w-full sm:w-64"
      />
      {ofServices && (
        <Combobox
          value={state.service}
          onChange={(service) => void setState({ service })}
          options={(overview?.items ?? []).map(({ service }) => ({ value: service }))}
          loading={overview === undefined}
          placeholder="All services"
          searchPlaceholder="Service…"
          emptyText="No assessed service has this name."
          className="w-44"
          aria-label="Service"
        />
      )}
      <Select
        value={state.family ?? ""}
        onValueChange={(family) => void setState({ family: family === "" ? null : family })}
        options={[
          { value: "", label: "All families" },
          ...listFamilies(records).map(({ id, title }) => ({ value: id, label: title })),
        ]}
        aria-label="Family"
        className="w-44"
      />
      {ofServices && (
        <Select<HealthLevel | "">
          value={state.health ?? ""}
          onValueChange={(health) => void setState({ health: health === "" ? null : health })}
          options={[
            { value: "", label: "Any health" },
            ...healthLevels.map((level) => ({ value: level, label: levelWords[level] })),
          ]}
          aria-label="Health"
          className="w-36"
        />
      )}
      {filtered && (
        <Button variant="ghost" onClick={() => void setState(NO_FILTER)}>
          Clear filters
        </Button>
      )}
    </div>
  );
}
