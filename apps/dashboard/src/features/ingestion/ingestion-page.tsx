"use client";
import type { Ingestion } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/queries";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { formatAgo } from "@/format/instant";
import { Page } from "@/shell/page";
import { RangeLink } from "@/time/range-link";
import { CardinalityCard } from "./cardinality-card";
import { IngestionTiles } from "./ingestion-tiles";
import { useIngestionState } from "./ingestion-state";
import { OwnCharts } from "./own-charts";
import { ProcessesCard } from "./processes-card";
import { RefusalsCard } from "./refusals-card";
import { ServicesCard, TablesCard } from "./storage-cards";

const POLL_MS = 10_000;

/** How receiving, loading and keeping of telemetry stand. */
export function IngestionPage() {
  const ingestion = useQuery({ ...apiQuery("getIngestion"), refetchInterval: POLL_MS });
  return (
    <Page
      title="Ingestion"
      description="What comes in, what is refused and why, how late it is, and what it takes on disk"
      actions={
        <Button asChild size="sm" variant="ghost">
          <RangeLink href="/alerts/rules">Alert rules</RangeLink>
        </Button>
      }
    >
      {ingestion.data !== undefined ? (
        <IngestionContent ingestion={ingestion.data} nowMs={ingestion.dataUpdatedAt} />
      ) : ingestion.isError ? (
        <Card>
          <ErrorState error={ingestion.error} onRetry={() => void ingestion.refetch()} />
        </Card>
      ) : (
        <>
          <Skeleton className="h-20" />
          <Skeleton className="h-64" />
          <Skeleton className="h-64" />
        </>
      )}
    </Page>
  );
}

function IngestionContent({ ingestion, nowMs }: { ingestion: Ingestion; nowMs: number }) {
  const [state, setState] = useIngestionState();
  return (
    <>
      <Problems ingestion={ingestion} nowMs={nowMs} />
      {ingestion.isWatched ? (
        <>
          <IngestionTiles ingestion={ingestion} />
          <OwnCharts />
        </>
      ) : (
        <Card>
          <EmptyState
            title="No process of Headroom measures itself"
            description="Start the processes with HEADROOM_SELF_TELEMETRY=on, which is the default, to see rates, refusals, freshness, spool and disks here."
          />
        </Card>
      )}
      {(ingestion.isWatched || ingestion.refusals.length > 0) && (
        <RefusalsCard ingestion={ingestion} nowMs={nowMs} state={state} setState={setState} />
      )}
      <div className="grid grid-cols-1 gap-3 lg:grid-cols-2">
        <TablesCard ingestion={ingestion} state={state} setState={setState} />
        <ServicesCard ingestion={ingestion} nowMs={nowMs} state={state} setState={setState} />
      </div>
      <CardinalityCard nowMs={nowMs} />
      {ingestion.processes.length > 0 && <ProcessesCard ingestion={ingestion} nowMs={nowMs} />}
    </>
  );
}

/** What keeps telemetry from being loaded now, in the words of the store. */
function Problems({ ingestion, nowMs }: { ingestion: Ingestion; nowMs: number }) {
  const failing = ingestion.processes.filter((each) => !each.isSilent && each.lastProblem !== null);
  const [first] = failing;
  if (first?.lastProblem == null) return null;
  return (
    <Alert tone="warning" title="Telemetry can’t be loaded into ClickHouse">
      {first.service}, {formatAgo(Date.parse(first.lastProblem.at), nowMs)}:{" "}
      {first.lastProblem.text} What is acknowledged waits in the spool, and is tried again.
    </Alert>
  );
}
