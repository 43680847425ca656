"use client";
import type { TraceSummary } from "@headroom/contracts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Waypoints } from "lucide-react";
import { useState } from "react";
import { apiInfiniteQuery } from "@/api/queries";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Page } from "@/shell/page";
import { useHeldRange } from "@/time/held-range";
import { useTimeRange } from "@/time/time-range";
import { TraceFilterBar } from "./trace-filter-bar";
import { TraceList } from "./trace-list";
import {
  CLEARED_SEARCH,
  isNarrowed,
  toTraceQuery,
  useTraceSearch,
  type TraceSearch,
} from "./trace-search-state";
import { TraceVolume } from "./trace-volume";

const sortOptions = [
  { value: "recent", label: "Most recent" },
  { value: "slowest", label: "Slowest" },
] as const;

/** Search of traces: conditions, volume over time, list. */
export function TracesPage() {
  const [search, setSearch] = useTraceSearch();
  return (
    <Page title="Traces">
      <TraceFilterBar search={search} setSearch={setSearch} />
      <TraceVolume search={search} />
      <TraceResults
        // Another search starts over with one page.
        key={JSON.stringify([toTraceQuery(search), search.sort])}
        search={search}
        setSearch={setSearch}
      />
    </Page>
  );
}

function TraceResults({
  search,
  setSearch,
}: {
  search: TraceSearch;
  setSearch: ReturnType<typeof useTraceSearch>[1];
}) {
  const { refreshMs } = useTimeRange();
  const [held, setHeld] = useState(false);
  const { from, to } = useHeldRange(held);
  const list = useInfiniteQuery(
    apiInfiniteQuery("listTraces", {
      query: { ...toTraceQuery(search), sort: search.sort, from, to },
    }),
  );
  const traces = uniqueTraces(list.data?.pages.flatMap((page) => page.items) ?? []);
  return (
    <Card>
      <CardHeader
        title="Results"
        description={list.isPending ? "Searching…" : describeCount(traces.length, list.hasNextPage)}
        actions={
          <>
            {held && refreshMs > 0 && (
              <Button size="sm" onClick={() => setHeld(false)}>
                Refresh is paused – show newest
              </Button>
            )}
            <Select
              aria-label="Order"
              size="sm"
              value={search.sort}
              options={sortOptions}
              onValueChange={(sort) => void setSearch({ sort })}
            />
          </>
        }
      />
      {list.isPending ? (
        <SkeletonRows rows={12} />
      ) : list.isError && traces.length === 0 ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : traces.length === 0 ? (
        <NoTraces narrowed={isNarrowed(search)} onClear={() => void setSearch(CLEARED_SEARCH)} />
      ) : (
        <TraceList traces={traces} />
      )}
      {list.isError && traces.length > 0 && (
        <ErrorState
          error={list.error}
          onRetry={() => void list.refetch()}
          className="border-t py-3"
        />
      )}
      {list.hasNextPage && (
        <div className="border-t p-2 text-center">
          <Button
            size="sm"
            disabled={list.isFetchingNextPage}
            onClick={() => {
              setHeld(true);
              void list.fetchNextPage();
            }}
          >
            {list.isFetchingNextPage ? "Loading…" : "Load more"}
          </Button>
        </div>
      )}
    </Card>
  );
}

function NoTraces({ narrowed, onClear }: { narrowed: boolean; onClear: () => void }) {
  const { zoomOut } = useTimeRange();
  return (
    <EmptyState
      icon={Waypoints}
      title="No traces match"
      description={
        narrowed
          ? "Widen the time range or take conditions away."
          : "No spans were received in this time range. Widen it, or send spans by OTLP: the Overview shows how."
      }
      action={
        <>
          <Button size="sm" onClick={zoomOut}>
            Zoom out
          </Button>
          {narrowed && (
            <Button size="sm" onClick={onClear}>
              Clear conditions
            </Button>
          )}
        </>
      }
    />
  );
}

function describeCount(count: number, more: boolean): string {
  if (more) return `First ${count} traces`;
  return count === 1 ? "1 trace" : `${count} traces`;
}

/** A trace that moves from page to page while it grows is listed once. */
function uniqueTraces(traces: readonly TraceSummary[]): TraceSummary[] {
  return [...new Map(traces.map((trace) => [trace.traceId, trace])).values()];
}
