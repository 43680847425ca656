"use client";
import type { Incident } from "@headroom/contracts";
import { SeverityBadge } from "@/features/rules/state-badge";
import { cn } from "@/components/ui/class-names";
import { formatAgo, formatInstant } from "@/format/instant";
import { RangeLink } from "@/time/range-link";
import { StatusBadge } from "./incident-badges";
import { describeAlertCounts, describeIncident } from "./incident-words";

const edge = { info: "border-l-info", warning: "border-l-warning", critical: "border-l-critical" };

/** One incident of the list; the whole row leads to its page. */
export function IncidentRow({ incident, nowMs }: { incident: Incident; nowMs: number }) {
  const openedMs = Date.parse(incident.openedAt);
  return (
    <li
      className={cn(
        "relative grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-3 gap-y-1 border-l-2 px-3 py-2 hover:bg-muted/60 md:grid-cols-[6.5rem_5rem_minmax(0,1fr)_10rem_9rem] md:items-center",
        incident.status === "resolved" ? "border-l-transparent" : edge[incident.severity],
      )}
    >
      <span className="flex gap-1 max-md:col-span-2">
        <StatusBadge status={incident.status} />
        <span className="md:hidden">
          <SeverityBadge severity={incident.severity} />
        </span>
      </span>
      <span className="max-md:hidden">
        <SeverityBadge severity={incident.severity} />
      </span>
      <span className="min-w-0 max-md:col-span-2">
        <RangeLink
          data-row-link
          href={`/incidents/${incident.id}`}
          className="font-medium break-words after:absolute after:inset-0 hover:underline"
        >
          <span className="font-normal text-muted-foreground">#{incident.number}</span>{" "}
          {incident.title}
        </RangeLink>
        <span className="block text-xs text-muted-foreground">
          {describeIncident(incident, nowMs)}
        </span>
      </span>
      <span className="text-xs whitespace-nowrap text-muted-foreground">
        {describeAlertCounts(incident)}
      </span>
      <time
        dateTime={incident.openedAt}
        title={`Opened ${formatAgo(openedMs, nowMs)}`}
        className="text-right text-xs whitespace-nowrap text-muted-foreground"
      >
        {formatInstant(Math.floor(openedMs / 60_000) * 60_000)}
      </time>
    </li>
  );
}
