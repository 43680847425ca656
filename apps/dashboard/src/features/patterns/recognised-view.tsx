"use client";
import type { PatternOverview, PatternSummary } from "@headroom/contracts";
import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { countOf } from "@/format/plural";
import { LevelMark } from "./health-mark";
import { FailingServices } from "./failing-services";
import { NoPatterns } from "./no-patterns";
import { healthLevels } from "./pattern-health";
import { PatternMatrix } from "./pattern-matrix";
import { countLevels, filterServices } from "./pattern-overview";
import { NO_FILTER, type PatternsState, type SetPatternsState } from "./patterns-state";
import { ServiceGroup } from "./service-group";

/** Recognised patterns by service or as a matrix, narrowed by the filters. */
export function RecognisedView({
  overview,
  records,
  state,
  setState,
}: {
  overview: UseQueryResult<PatternOverview>;
  records: readonly PatternSummary[];
  state: PatternsState;
  setState: SetPatternsState;
}) {
  const { data } = overview;
  const { service, family, health, q } = state;
  const byId = useMemo(() => new Map(records.map((record) => [record.id, record])), [records]);
  const shown = useMemo(
    () => (data === undefined ? [] : filterServices(data, { service, family, health, q })),
    [data, service, family, health, q],
  );
  if (data === undefined) {
    return (
      <Card>
        {overview.isError ? (
          <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />
        ) : (
          <SkeletonRows rows={12} />
        )}
      </Card>
    );
  }
  const failing = data.failing ?? [];
  const counts = countLevels(shown);
  const total = healthLevels.reduce((sum, level) => sum + counts[level], 0);
  if (total === 0 && shown.every(({ notSeen }) => notSeen.length === 0)) {
    if (failing.length > 0) return <FailingServices failing={failing} />;
    return (
      <NoPatterns
        filtered={data.items.some(({ patterns }) => patterns.length > 0)}
        waiting={data.waiting}
        everyMs={data.everyMs}
        onClear={() => void setState(NO_FILTER)}
      />
    );
  }
  return (
    <>
      {failing.length > 0 && <FailingServices failing={failing} />}
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted-foreground">
        <span>
          {countOf(total, "pattern")} in {countOf(shown.length, "service")}
        </span>
        {healthLevels
          .filter((level) => counts[level] > 0)
          .map((level) => (
            <button
              key={level}
              type="button"
              aria-pressed={health === level}
              onClick={() => void setState({ health: health === level ? null : level })}
              className="flex items-center gap-1.5 rounded px-1 hover:bg-muted aria-pressed:bg-muted"
            >
              <span className="font-semibold text-foreground">{counts[level]}</span>
              <LevelMark level={level} withWord />
            </button>
          ))}
        {data.waiting.length > 0 && (
          <span title={data.waiting.join(", ")}>
            {countOf(data.waiting.length, "service")} not assessed yet
          </span>
        )}
      </p>
      {state.view === "matrix" ? (
        <PatternMatrix services={shown} />
      ) : (
        shown.map((group) => (
          <ServiceGroup
            key={group.service}
            group={group}
            records={byId}
            nowMs={overview.dataUpdatedAt}
          />
        ))
      )}
    </>
  );
}
