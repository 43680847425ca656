"use client";
import { useQuery } from "@tanstack/react-query";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SeverityBadge } from "@/features/rules/state-badge";
import { formatAgo } from "@/format/instant";
import { openIncidentsQuery } from "@/shell/use-open-incidents";
import { RangeLink } from "@/time/range-link";
import { useTimeRange } from "@/time/time-range";

const SHOWN = 6;

/** The incidents nobody has resolved, newest first; one quiet line when there are none. */
export function OpenIncidents() {
  const { toMs } = useTimeRange();
  const incidents = useQuery(openIncidentsQuery);
  if (incidents.data === undefined) {
    return incidents.isError ? (
      <Card>
        <ErrorState error={incidents.error} onRetry={() => void incidents.refetch()} />
      </Card>
    ) : null;
  }
  const { items } = incidents.data;
  if (items.length === 0) return null;
  const shown = items.slice(0, SHOWN);
  const nowMs = Math.max(toMs, incidents.dataUpdatedAt);
  return (
    <Card>
      <CardHeader
        title="Open incidents"
        actions={
          <RangeLink href="/alerts" className="text-xs text-accent hover:underline">
            {items.length > SHOWN ? `More than ${SHOWN} open: show all` : "All incidents"}
          </RangeLink>
        }
      />
      <ul>
        {shown.map((incident) => (
          <li
            key={incident.id}
            className="relative flex min-h-9 flex-wrap items-center gap-x-3 gap-y-0.5 border-t px-3 py-1.5 hover:bg-muted/60"
          >
            <SeverityBadge severity={incident.severity} />
            <RangeLink
              href={`/incidents/${incident.id}`}
              className="min-w-0 flex-1 truncate font-medium after:absolute after:inset-0 hover:underline"
            >
              #{incident.number} {incident.title}
            </RangeLink>
            <span className="text-xs text-muted-foreground max-sm:basis-full">
              {incident.status === "acknowledged"
                ? `acknowledged by ${incident.acknowledgedBy ?? "somebody"}`
                : "nobody has acknowledged"}
              {" · "}
              {incident.firingCount} of {incident.alertCount} firing
              {" · opened "}
              {formatAgo(Date.parse(incident.openedAt), nowMs)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
