"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { SkeletonRows } from "@/components/ui/skeleton";
import { RangeLink } from "@/time/range-link";
import { capacityQuery } from "./capacity-queries";
import { compareExhaustion, urgencyOf } from "./capacity-table";
import { HeadroomList } from "./headroom-list";

const SHOWN = 4;

/** Over all services what runs out first; one quiet line when nothing does. */
export function RunsOutNext() {
  const capacity = useQuery(capacityQuery());
  const nowMs = capacity.dataUpdatedAt;
  const rows = useMemo(
    () =>
      [...(capacity.data?.items ?? [])]
        .filter((row) => ["now", "soon"].includes(urgencyOf(row, nowMs)))
        .sort(compareExhaustion)
        .slice(0, SHOWN),
    [capacity.data, nowMs],
  );
  // Its failure is told on its own page; here it is a side show.
  if (capacity.isError && capacity.data === undefined) return null;
  return (
    <Card aria-label="Runs out next">
      <CardHeader
        title="Runs out next"
        description="Resources that reach their limit first, by forecast"
        actions={
          <Button asChild size="sm" variant="ghost">
            <RangeLink href="/capacity">All in Capacity</RangeLink>
          </Button>
        }
      />
      {capacity.data === undefined ? (
        <SkeletonRows rows={SHOWN} />
      ) : rows.length === 0 ? (
        <p className="border-t px-3 py-3 text-xs text-muted-foreground">
          {capacity.data.items.length === 0
            ? "No bounded resource is known yet."
            : "Nothing is forecast to run out soon."}
        </p>
      ) : (
        <HeadroomList rows={rows} nowMs={nowMs} />
      )}
    </Card>
  );
}
