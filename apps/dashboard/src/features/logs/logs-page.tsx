"use client";
import { FileText, Radio, WrapText } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { countOf } from "@/format/plural";
import { Page } from "@/shell/page";
import { useTimeRange } from "@/time/time-range";
import { LogFilterBar } from "./log-filter-bar";
import { LogList } from "./log-list";
import {
  CLEARED_SEARCH,
  isNarrowed,
  toLogQuery,
  useLogSearch,
  type LogSearch,
  type SetLogSearch,
} from "./log-search-state";
import { LogVolume } from "./log-volume";
import { useLogFeed } from "./use-log-feed";

/** Search of log records: conditions, records over time, list with live tail. */
export function LogsPage() {
  const [search, setSearch] = useLogSearch();
  return (
    <Page title="Logs">
      <LogFilterBar search={search} setSearch={setSearch} />
      <LogVolume search={search} />
      <LogResults
        // Another search starts over, with an empty tail.
        key={JSON.stringify([toLogQuery(search), search.at])}
        search={search}
        setSearch={setSearch}
      />
    </Page>
  );
}

function LogResults({ search, setSearch }: { search: LogSearch; setSearch: SetLogSearch }) {
  const feed = useLogFeed(search);
  const { logs, pages } = feed;
  return (
    <Card>
      <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-b px-3 py-1">
        <p className="min-w-0 flex-1 text-xs text-muted-foreground">
          {pages.isPending
            ? "Searching…"
            : `${countOf(logs.length, "record")} loaded, newest first`}
        </p>
        <TailStatus feed={feed} />
        <Button
          size="sm"
          variant={search.wrap ? "secondary" : "ghost"}
          aria-pressed={search.wrap}
          onClick={() =>
            void setSearch({ wrap: search.wrap ? null : true }, { history: "replace" })
          }
        >
          <WrapText /> Wrap
        </Button>
      </div>
      {pages.isPending ? (
        <SkeletonRows rows={16} />
      ) : pages.isError && logs.length === 0 ? (
        <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
      ) : logs.length === 0 ? (
        <NoLogs narrowed={isNarrowed(search)} onClear={() => void setSearch(CLEARED_SEARCH)} />
      ) : (
        <LogList logs={logs} search={search} setSearch={setSearch}>
          <OlderLogs pages={pages} />
        </LogList>
      )}
    </Card>
  );
}

type Feed = ReturnType<typeof useLogFeed>;

function TailStatus({ feed }: { feed: Feed }) {
  if (feed.tail.brokenOff) {
    return (
      <Button size="sm" onClick={feed.restart}>
        Many new records – start from the newest
      </Button>
    );
  }
  if (!feed.following) return null;
  if (feed.tailError !== null) {
    return (
      <span role="status" className="text-xs text-warning">
        New records could not be read; trying again.
      </span>
    );
  }
  return (
    <span className="inline-flex items-center gap-1 text-xs text-ok">
      <Radio className="size-3.5" aria-hidden /> Live
    </span>
  );
}

function OlderLogs({ pages }: { pages: Feed["pages"] }) {
  if (pages.isFetchNextPageError) {
    return (
      <ErrorState error={pages.error} onRetry={() => void pages.fetchNextPage()} className="py-3" />
    );
  }
  return (
    <p className="p-2 text-center text-xs text-muted-foreground">
      {pages.hasNextPage ? (
        <Button
          size="sm"
          disabled={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {pages.isFetchingNextPage ? "Loading…" : "Load older records"}
        </Button>
      ) : (
        "No older records in this time range."
      )}
    </p>
  );
}

function NoLogs({ narrowed, onClear }: { narrowed: boolean; onClear: () => void }) {
  const { zoomOut } = useTimeRange();
  return (
    <EmptyState
      icon={FileText}
      title="No log records match"
      description={
        narrowed
          ? "Widen the time range or take conditions away."
          : "No logs were received in this time range. Widen it, or send logs by OTLP: the Overview shows how."
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
