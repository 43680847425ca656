"use client";
import type { IncidentDetail } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { apiQuery } from "@/api/queries";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { SeverityBadge } from "@/features/rules/state-badge";
import { useNow } from "@/features/rules/use-now";
import { narrowSignal } from "@/features/signals/one-series";
import { SuspectsCard } from "@/features/suspects/suspects-card";
import { formatInstant } from "@/format/instant";
import { Page } from "@/shell/page";
import { IncidentActionsBar } from "./incident-actions-bar";
import { IncidentAlerts } from "./incident-alerts";
import { StatusBadge } from "./incident-badges";
import { IncidentChart } from "./incident-chart";
import { IncidentContext } from "./incident-context";
import { IncidentNotifications } from "./incident-notifications";
import { incidentPollMs } from "./incident-polling";
import { IncidentTimeline } from "./incident-timeline";
import { describeIncident } from "./incident-words";
import { useResponder } from "./responder";
import { useIncidentSignal } from "./use-incident-signal";

/** The page of one incident; it follows the incident until it is over. */
export function IncidentPage({ id }: { id: string }) {
  const incident = useQuery({
    ...apiQuery("getIncident", { params: { id } }),
    refetchInterval: (query) => incidentPollMs(query.state.data),
  });
  if (incident.isPending) return <IncidentSkeleton />;
  if (incident.data === undefined) {
    return (
      <Page title="Incident">
        <Card>
          <ErrorState
            title="This incident could not be loaded"
            error={incident.error}
            onRetry={() => void incident.refetch()}
          />
        </Card>
      </Page>
    );
  }
  return <Incident incident={incident.data} stale={incident.isError} />;
}

function Incident({ incident, stale }: { incident: IncidentDetail; stale: boolean }) {
  const responder = useResponder();
  const signal = useIncidentSignal(incident);
  const nowMs = useNow(1_000);
  useEffect(() => {
    document.title = `#${incident.number} ${incident.title} · Headroom`;
  }, [incident.number, incident.title]);
  return (
    <Page
      className="max-md:pb-16"
      title={
        <>
          <span className="font-normal text-muted-foreground">#{incident.number}</span>{" "}
          {incident.title}
        </>
      }
      description={
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <StatusBadge status={incident.status} />
          <SeverityBadge severity={incident.severity} />
          <span>{describeIncident(incident, nowMs)}</span>
          <time dateTime={incident.openedAt}>
            opened {formatInstant(Math.floor(Date.parse(incident.openedAt) / 1_000) * 1_000)}
          </time>
        </span>
      }
      actions={<IncidentActionsBar incident={incident} responder={responder} />}
    >
      {stale && (
        <Alert tone="warning" title="Not up to date">
          The API does not answer. What you see is the last known state; it is tried again every few
          seconds.
        </Alert>
      )}
      {incident.summary !== "" && <p className="text-sm break-words">{incident.summary}</p>}
      <div className="flex flex-col gap-3 lg:grid lg:grid-cols-[minmax(0,2fr)_minmax(18rem,1fr)] lg:items-start">
        <div className="contents min-w-0 gap-3 lg:flex lg:flex-col">
          <IncidentChart incident={incident} signal={signal} />
          <SuspectsCard
            incident={incident}
            signal={
              signal.rule === undefined
                ? null
                : narrowSignal(signal.rule.definition.signal, incident.labels)
            }
          />
          <IncidentAlerts incident={incident} unit={signal.unit} />
          <div className="max-lg:order-2">
            <IncidentNotifications incident={incident} ruleHref={signal.ruleHref} />
          </div>
        </div>
        <div className="contents min-w-0 gap-3 lg:flex lg:flex-col">
          <IncidentContext incident={incident} signal={signal} />
          <div className="max-lg:order-1">
            <IncidentTimeline incident={incident} responder={responder} nowMs={nowMs} />
          </div>
        </div>
      </div>
    </Page>
  );
}

function IncidentSkeleton() {
  return (
    <Page title={<Skeleton className="h-5 w-72 max-w-full" />}>
      <div role="status" aria-label="Loading" className="grid gap-3 lg:grid-cols-[2fr_1fr]">
        <Skeleton className="h-64" />
        <Skeleton className="h-64" />
        <Skeleton className="h-40" />
        <Skeleton className="h-40" />
      </div>
    </Page>
  );
}
