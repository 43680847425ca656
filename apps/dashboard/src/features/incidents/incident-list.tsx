"use client";
import type { Incident } from "@headroom/contracts";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { apiInfiniteQuery, apiQuery } from "@/api/queries";
import { ServicePicker } from "@/components/filters/service-picker";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { AlertTabs } from "@/features/rules/alert-tabs";
import { useNow } from "@/features/rules/use-now";
import { useRowKeys } from "@/features/rules/use-row-keys";
import { Page } from "@/shell/page";
import { RangeLink } from "@/time/range-link";
import { IncidentRow } from "./incident-row";

const POLL_MS = 10_000;
const filters = {
  unresolved: "Unresolved",
  open: "Open",
  acknowledged: "Acknowledged",
  resolved: "Resolved",
  all: "All",
} as const;
type Filter = keyof typeof filters;
const parsers = {
  status: parseAsStringLiteral(Object.keys(filters) as Filter[]).withDefault("unresolved"),
  service: parseAsString,
  rule: parseAsString,
};

/** The page of incidents, newest first; unresolved ones unless the URL says otherwise. */
export function IncidentList() {
  const [{ status, service, rule }, setQuery] = useQueryStates(parsers);
  const counts = useCounts();
  useRowKeys();
  return (
    <Page title="Incidents">
      <AlertTabs current="incidents" />
      <div className="flex flex-wrap items-center gap-2">
        <div role="group" aria-label="Status" className="flex flex-wrap gap-1">
          {(Object.keys(filters) as Filter[]).map((value) => (
            <Button
              key={value}
              size="sm"
              variant="ghost"
              aria-pressed={value === status}
              className={cn(value === status && "bg-muted text-foreground")}
              onClick={() => void setQuery({ status: value })}
            >
              {filters[value]}
              {counts[value] !== undefined && <span>{counts[value]}</span>}
            </Button>
          ))}
        </div>
        <ServicePicker
          value={service}
          onChange={(next) => void setQuery({ service: next })}
          className="w-44"
        />
        {rule !== null && (
          <Button size="sm" onClick={() => void setQuery({ rule: null })}>
            One rule only – show all
          </Button>
        )}
      </div>
      <Card>
        <Incidents status={status} service={service} ruleId={rule} />
      </Card>
    </Page>
  );
}

// Asks the same question as the navigation's badge, so the two share one answer.
function useCounts(): Partial<Record<Filter, string>> {
  const { data } = useQuery({
    ...apiQuery("listIncidents", { query: { status: "unresolved", limit: 100 } }),
    refetchInterval: POLL_MS,
  });
  if (data === undefined || data.nextCursor !== null) return {};
  const count = (status: Incident["status"]) =>
    String(data.items.filter((incident) => incident.status === status).length);
  return {
    unresolved: String(data.items.length),
    open: count("open"),
    acknowledged: count("acknowledged"),
  };
}

function Incidents({
  status,
  service,
  ruleId,
}: {
  status: Filter;
  service: string | null;
  ruleId: string | null;
}) {
  const nowMs = useNow(POLL_MS);
  const incidents = useInfiniteQuery({
    ...apiInfiniteQuery("listIncidents", {
      query: {
        limit: 50,
        ...(status === "all" ? {} : { status }),
        ...(service === null ? {} : { service }),
        ...(ruleId === null ? {} : { ruleId }),
      },
    }),
    refetchInterval: POLL_MS,
  });
  if (incidents.isPending) return <SkeletonRows rows={5} />;
  if (incidents.data === undefined) {
    return <ErrorState error={incidents.error} onRetry={() => void incidents.refetch()} />;
  }
  const items = incidents.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <NoIncidents status={status} service={service} />;
  return (
    <>
      <ul aria-label="Incidents" className="divide-y">
        {items.map((incident) => (
          <IncidentRow key={incident.id} incident={incident} nowMs={nowMs} />
        ))}
      </ul>
      {incidents.hasNextPage && (
        <div className="flex justify-center border-t p-2">
          <Button
            size="sm"
            disabled={incidents.isFetchingNextPage}
            onClick={() => void incidents.fetchNextPage()}
          >
            {incidents.isFetchingNextPage ? "Loading…" : "Load more incidents"}
          </Button>
        </div>
      )}
    </>
  );
}

function NoIncidents({ status, service }: { status: Filter; service: string | null }) {
  const where = service === null ? "" : ` of ${service}`;
  if (status === "unresolved" || status === "open") {
    return (
      <EmptyState
        icon={CircleCheck}
        title={`No ${status} incidents${where}`}
        description="Nothing needs you now. An incident opens when an alert rule fires; see what is watched under Rules."
        action={
          <>
            <Button size="sm" asChild>
              <RangeLink href="/alerts/rules">See the rules</RangeLink>
            </Button>
            <Button size="sm" asChild>
              <RangeLink href="/alerts?status=resolved">Past incidents</RangeLink>
            </Button>
          </>
        }
      />
    );
  }
  return (
    <EmptyState
      title={status === "all" ? `No incidents${where} yet` : `No ${status} incidents${where}`}
      description="Incidents appear here when an alert rule fires."
    />
  );
}
