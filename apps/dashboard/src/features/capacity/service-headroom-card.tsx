"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { hrefTo } from "@/time/range-href";
import { RangeLink } from "@/time/range-link";
import { capacityQuery } from "./capacity-queries";
import { compareExhaustion } from "./capacity-table";
import { HeadroomList } from "./headroom-list";

const SHOWN = 4;

/** What a service runs out of first. */
export function ServiceHeadroomCard({ service }: { service: string }) {
  const capacity = useQuery(capacityQuery(service));
  const rows = useMemo(
    () => [...(capacity.data?.items ?? [])].sort(compareExhaustion).slice(0, SHOWN),
    [capacity.data],
  );
  return (
    <Card aria-label="Headroom">
      <CardHeader
        title="Headroom"
        description="What runs out first"
        actions={
          <Button asChild size="sm" variant="ghost">
            <RangeLink href={hrefTo("/capacity", { service })}>All in Capacity</RangeLink>
          </Button>
        }
      />
      <div className="min-h-50">
        {capacity.isPending ? (
          <SkeletonRows rows={SHOWN} />
        ) : capacity.data === undefined ? (
          <ErrorState error={capacity.error} onRetry={() => void capacity.refetch()} />
        ) : rows.length === 0 ? (
          <EmptyState
            title="No bounded resource is known"
            description="Pools, threads, queues, heap and caches appear here once the service sends their metrics."
          />
        ) : (
          <HeadroomList rows={rows} nowMs={capacity.dataUpdatedAt} />
        )}
      </div>
    </Card>
  );
}
