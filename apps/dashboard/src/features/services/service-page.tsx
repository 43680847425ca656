"use client";
import type { ServiceDetail } from "@headroom/contracts";
import { usePrefetchQuery, useQuery } from "@tanstack/react-query";
import { Activity, BellPlus, ListTree, ScrollText } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { ApiError } from "@/api/api-error";
import { apiQuery } from "@/api/queries";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import { ServiceHeadroomCard } from "@/features/capacity/service-headroom-card";
import { ServicePatternsCard } from "@/features/patterns/service-patterns-card";
import { formatAgo } from "@/format/instant";
import { formatDurationMs, formatRate, formatRatio } from "@/format/unit";
import { Page } from "@/shell/page";
import { hrefTo } from "@/time/range-href";
import { RangeLink } from "@/time/range-link";
import { useTimeRange } from "@/time/time-range";
import { redRuleHref } from "./alert-link";
import { ErrorLogsCard } from "./error-logs-card";
import { FiringAlerts, useFiringAlerts } from "./firing-alerts";
import { OperationsCard } from "./operations-card";
import { redQuery, RedSection } from "./red-section";
import { ResourceCard } from "./resource-card";
import { ServiceMetricsCard } from "./service-metrics-card";
import { TracesCard } from "./traces-card";

/** Everything about one service in the range. */
export function ServicePage({ name }: { name: string }) {
  const { from, to, toMs, zoomOut } = useTimeRange();
  const [operation, setOperation] = useQueryState("operation", parseAsString);
  const service = useQuery(
    apiQuery("getService", { params: { service: name }, query: { from, to } }),
  );
  // The alerts stand above the rest, which must not move when they come; nor wait for them.
  const alerts = useFiringAlerts(name);
  usePrefetchQuery(redQuery(name, operation, { from, to }));
  if (service.isError && service.data === undefined) {
    return (
      <Page title={name}>
        <Card>
          {service.error instanceof ApiError && service.error.code === "not_found" ? (
            <SilentService onWiden={zoomOut} />
          ) : (
            <ErrorState error={service.error} onRetry={() => void service.refetch()} />
          )}
        </Card>
      </Page>
    );
  }
  return (
    <Page
      title={name}
      description={<Facts service={service.data} toMs={toMs} />}
      actions={<Actions name={name} operation={operation} />}
    >
      {service.data === undefined || alerts.isPending ? (
        <LoadingService />
      ) : (
        <ServiceBody
          service={service.data}
          operation={operation}
          onOperation={(next) => void setOperation(next)}
        />
      )}
    </Page>
  );
}

function SilentService({ onWiden }: { onWiden: () => void }) {
  return (
    <EmptyState
      icon={Activity}
      title="Nothing was received from this service in this time range"
      description="Widen the range, or check that the service runs and sends telemetry."
      action={
        <>
          <Button size="sm" onClick={onWiden}>
            Zoom out
          </Button>
          <Button size="sm" asChild>
            <RangeLink href="/services">All services</RangeLink>
          </Button>
        </>
      }
    />
  );
}

function LoadingService() {
  return (
    <>
      <div className="grid grid-cols-1 gap-3 lg:grid-cols-3">
        <Skeleton className="h-64" />
        <Skeleton className="h-64" />
        <Skeleton className="h-64" />
      </div>
      <Card>
        <SkeletonRows rows={8} />
      </Card>
    </>
  );
}

function ServiceBody({
  service,
  operation,
  onOperation,
}: {
  service: ServiceDetail;
  operation: string | null;
  onOperation: (operation: string | null) => void;
}) {
  const { name } = service;
  return (
    <>
      {service.firingAlerts > 0 && <FiringAlerts service={name} count={service.firingAlerts} />}
      <RedSection service={name} operation={operation} />
      <OperationsCard
        service={name}
        operations={service.operations}
        selected={operation}
        onSelect={onOperation}
      />
      <div className="grid grid-cols-1 gap-3 lg:grid-cols-2">
        <ServicePatternsCard service={name} />
        <ServiceHeadroomCard service={name} />
        <TracesCard service={name} operation={operation} kind="errors" />
        <TracesCard service={name} operation={operation} kind="slow" />
        <div className="lg:col-span-2">
          <ErrorLogsCard service={name} />
        </div>
        <ServiceMetricsCard service={name} />
        <ResourceCard attributes={service.resourceAttributes} />
      </div>
    </>
  );
}

function Facts({ service, toMs }: { service: ServiceDetail | undefined; toMs: number }) {
  if (service === undefined) return <Skeleton className="h-4 w-72" />;
  const { red } = service;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {service.firingAlerts > 0 && <Badge tone="critical">{service.firingAlerts} firing</Badge>}
      {service.language !== "" && <Badge>{service.language}</Badge>}
      {service.namespace !== "" && <span>{service.namespace}</span>}
      {service.versions.length > 0 && <span>Version {service.versions.join(", ")}</span>}
      <span>{formatRate(red.requestRate)}</span>
      <span>{formatRatio(red.errorRatio)} errors</span>
      <span>p95 {formatDurationMs(red.p95Ms)}</span>
      <span>Last seen {formatAgo(Date.parse(service.lastSeen), toMs)}</span>
    </span>
  );
}

function Actions({ name, operation }: { name: string; operation: string | null }) {
  return (
    <>
      <Button asChild>
        <RangeLink href={hrefTo("/traces", { service: name, operation })}>
          <ListTree /> Traces
        </RangeLink>
      </Button>
      <Button asChild>
        <RangeLink href={hrefTo("/logs", { service: name })}>
          <ScrollText /> Logs
        </RangeLink>
      </Button>
      <Button asChild variant="primary">
        <RangeLink href={redRuleHref("p95", name, operation ?? undefined)}>
          <BellPlus /> Create alert
        </RangeLink>
      </Button>
    </>
  );
}
