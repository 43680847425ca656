"use client";
import type { IncidentDetail } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { UserSearch } from "lucide-react";
import { useState } from "react";
import { apiQuery } from "@/api/queries";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { Signal } from "@/features/rules/rule-types";
import { SignalActions } from "@/features/signals/signal-actions";
import { SuspectRow } from "./suspect-row";
import { localizeTimes, shareOfStrongest } from "./suspect-words";
import { useSeen } from "./use-seen";

const FOLLOW_MS = 60_000;
const SHOWN_AT_FIRST = 3;

/** Who may have caused an incident, strongest first. It is asked for when the card comes in sight. */
export function SuspectsCard({
  incident,
  signal,
}: {
  incident: Pick<IncidentDetail, "id" | "status">;
  /** The signal of the incident as one series, where its rule is known. */
  signal: Signal | null;
}) {
  const { ref, seen } = useSeen<HTMLDivElement>();
  const open = incident.status !== "resolved";
  const suspects = useQuery({
    ...apiQuery("getIncidentSuspects", { params: { id: incident.id } }),
    enabled: seen,
    staleTime: open ? FOLLOW_MS : Number.POSITIVE_INFINITY,
    refetchInterval: open ? FOLLOW_MS : false,
  });
  const { data } = suspects;
  const [all, setAll] = useState(false);
  const shown = data === undefined ? [] : all ? data.items : data.items.slice(0, SHOWN_AT_FIRST);
  const more = (data?.items.length ?? 0) - shown.length;
  return (
    <div ref={ref} className="min-w-0">
      <Card>
        <CardHeader
          title="Suspects"
          description="Services that may have caused it, strongest first"
          actions={
            signal !== null && data !== undefined ? (
              <SignalActions
                signal={signal}
                show={["correlation"]}
                range={{ from: data.from, to: data.to }}
              />
            ) : undefined
          }
        />
        {data !== undefined && data.items.length > 0 ? (
          <ol className="divide-y border-t">
            {shown.map((suspect, index) => (
              <SuspectRow
                key={suspect.service}
                suspect={suspect}
                rank={index + 1}
                share={shareOfStrongest(suspect.points, data.items)}
                range={{ from: data.from, to: data.to }}
              />
            ))}
          </ol>
        ) : data !== undefined ? (
          <EmptyState
            icon={UserSearch}
            title="Nothing stands out"
            description="No service got worse, failed more or got a new version around the start of this incident. Look at the traces and logs of the time, or at what else moved with the signal."
          />
        ) : suspects.isError ? (
          <ErrorState
            title="The suspects could not be found out"
            error={suspects.error}
            onRetry={() => void suspects.refetch()}
          />
        ) : (
          <SkeletonRows rows={6} />
        )}
        {data !== undefined && (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t px-3 py-2">
            {more > 0 && (
              <Button size="sm" onClick={() => setAll(true)}>
                Show {more} more
              </Button>
            )}
            <p className="flex-1 basis-64 text-xs break-words text-muted-foreground">
              {localizeTimes(data.looked)}
            </p>
          </div>
        )}
      </Card>
    </div>
  );
}
