"use client";
import type { Capacity } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import { countOf } from "@/format/plural";
import { Page } from "@/shell/page";
import { CapacityFilters } from "./capacity-filters";
import { capacityQuery } from "./capacity-queries";
import {
  NO_FILTER,
  useCapacityState,
  type CapacityState,
  type SetCapacityState,
} from "./capacity-state";
import { filterRows, firstOrder, keyOf, sortRows, type CapacitySort } from "./capacity-table";
import { HeadroomTable } from "./headroom-table";
import { NoCapacity } from "./no-capacity";
import { ResourceSheet } from "./resource-sheet";
import { RunwayCard } from "./runway-card";
import { ScalabilityCard } from "./scalability-card";

/** What is left of every bounded resource, and when it runs out. */
export function CapacityPage() {
  const [state, setState] = useCapacityState();
  const capacity = useQuery(capacityQuery());
  return (
    <Page
      title="Capacity"
      description="What is left of every bounded resource at the highest load forecast for the next seven days, and when it runs out"
    >
      {capacity.data !== undefined ? (
        <CapacityContent
          capacity={capacity.data}
          nowMs={capacity.dataUpdatedAt}
          state={state}
          setState={setState}
        />
      ) : capacity.isError ? (
        <Card>
          <ErrorState error={capacity.error} onRetry={() => void capacity.refetch()} />
        </Card>
      ) : (
        <>
          <Skeleton className="h-8 w-full max-w-xl" />
          <Skeleton className="h-48" />
          <Card>
            <SkeletonRows rows={8} />
          </Card>
        </>
      )}
    </Page>
  );
}

function CapacityContent({
  capacity,
  nowMs,
  state,
  setState,
}: {
  capacity: Capacity;
  nowMs: number;
  state: CapacityState;
  setState: SetCapacityState;
}) {
  const { items, waiting } = capacity;
  const { service, resource, status, q, sort, order } = state;
  const shown = useMemo(
    () => filterRows(items, { service, resource, status, q }),
    [items, service, resource, status, q],
  );
  const sorted = useMemo(() => sortRows(shown, sort, order), [shown, sort, order]);
  if (items.length === 0) return <NoCapacity waiting={waiting} />;
  const sortBy = (next: CapacitySort) => {
    const turned = order === "asc" ? "desc" : "asc";
    void setState({ sort: next, order: next === sort ? turned : firstOrder(next) });
  };
  const scaled = [...new Set(items.map((row) => row.service))].sort();
  const curve = state.curve ?? service ?? curveService(capacity) ?? scaled[0];
  return (
    <>
      <CapacityFilters state={state} setState={setState} rows={items} />
      {shown.length === 0 ? (
        <Card>
          <EmptyState
            title="No resource matches the filters"
            action={<Button onClick={() => void setState(NO_FILTER)}>Clear filters</Button>}
          />
        </Card>
      ) : (
        <>
          <RunwayCard
            rows={shown}
            nowMs={nowMs}
            onOpen={(row) => void setState({ open: keyOf(row) })}
          />
          <Card aria-label="Headroom of resources">
            <CardHeader
              title="Headroom"
              description={`${countOf(shown.length, "resource")}${waiting.length === 0 ? "" : `; ${countOf(waiting.length, "service")} not assessed yet`}`}
            />
            <HeadroomTable
              rows={sorted}
              nowMs={nowMs}
              sort={sort}
              order={order}
              onSort={sortBy}
              onOpen={(row) => void setState({ open: keyOf(row) })}
            />
          </Card>
        </>
      )}
      {curve !== undefined && (
        <ScalabilityCard
          services={scaled.includes(curve) ? scaled : [curve, ...scaled]}
          service={curve}
          onService={(next) => void setState({ curve: next })}
        />
      )}
      <ResourceSheet
        row={items.find((row) => keyOf(row) === state.open) ?? null}
        nowMs={nowMs}
        onClose={() => void setState({ open: null })}
      />
    </>
  );
}

/** The service whose curve is shown first: one that a law was fitted for, else one that has several instances. */
function curveService({ items }: Capacity): string | undefined {
  const scaled = items.filter(({ resource }) => resource === "scalability");
  return (scaled.find(({ status }) => status === "ready") ?? scaled[0])?.service;
}
