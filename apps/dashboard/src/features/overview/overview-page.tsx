"use client";
import type { Status } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/queries";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { Page } from "@/shell/page";
import { openIncidentsQuery } from "@/shell/use-open-incidents";
import { FirstRunGuide } from "./first-run-guide";
import { OverviewContent } from "./overview-content";

const WAITING_POLL_MS = 2_000;
const POLL_MS = 15_000;

/** True once any signal has arrived. */
function hasTelemetry({ telemetry }: Status): boolean {
  return telemetry.traces !== null || telemetry.metrics !== null || telemetry.logs !== null;
}

/** The first page: how to send telemetry until some arrives, then how everything is doing. */
export function OverviewPage() {
  const status = useQuery({
    ...apiQuery("getStatus"),
    staleTime: 0,
    refetchInterval: (query) =>
      query.state.data !== undefined && hasTelemetry(query.state.data) ? POLL_MS : WAITING_POLL_MS,
  });
  // The list of incidents stands above the rest, which must not move when it comes.
  const incidents = useQuery(openIncidentsQuery);
  if (status.data === undefined || incidents.isPending) {
    return (
      <Page title="Overview">
        {status.data === undefined && status.isError ? (
          <Card>
            <ErrorState error={status.error} onRetry={() => void status.refetch()} />
          </Card>
        ) : (
          <>
            <Skeleton className="h-20 w-full" />
            <Skeleton className="h-96 w-full" />
          </>
        )}
      </Page>
    );
  }
  return hasTelemetry(status.data) ? (
    <OverviewContent status={status.data} />
  ) : (
    <FirstRunGuide status={status.data} />
  );
}
