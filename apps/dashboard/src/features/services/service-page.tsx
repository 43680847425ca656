"use client";
import type { ServiceDetail } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { BellPlus, ListTree, ScrollText } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { apiQuery } from "@/api/queries";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import { formatAgo } from "@/format/instant";
import { formatDurationMs, formatRate, formatRatio } from "@/format/unit";
import { Page } from "@/shell/page";
import { hrefTo } from "@/time/range-href";
import { RangeLink } from "@/time/range-link";
import { useTimeRange } from "@/time/time-range";
import { redRuleHref } from "./alert-link";
import { ErrorLogsCard } from "./error-logs-card";
import { FiringAlerts } from "./firing-alerts";
import { OperationsCard } from "./operations-card";
import { RedSection } from "./red-section";
import { ResourceCard } from "./resource-card";
import { ServiceMetricsCard } from "./service-metrics-card";
import { TracesCard } from "./traces-card";

/** Everything about one service in the range. */
export function ServicePage({ name }: { name: string }) {
  const { from, to, toMs } = useTimeRange();
  const [operation, setOperation] = useQueryState("operation", parseAsString);
  const service = useQuery(
    apiQuery("getService", { params: { service: name }, query: { from, to } }),
  );
  if (service.isError && service.data === undefined) {
    return (
      <Page title={name}>
        <Card>
          <ErrorState error={service.error} onRetry={() => void service.refetch()} />
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
      {service.data !== undefined && service.data.firingAlerts > 0 && (
        <FiringAlerts service={name} count={service.data.firingAlerts} />
      )}
      <RedSection service={name} operation={operation} />
      {service.data === undefined ? (
        <Card>
          <SkeletonRows rows={8} />
        </Card>
      ) : (
        <OperationsCard
          service={name}
          operations={service.data.operations}
          selected={operation}
          onSelect={(next) => void setOperation(next)}
        />
      )}
      <div className="grid grid-cols-1 gap-3 lg:grid-cols-2">
        <TracesCard service={name} operation={operation} kind="errors" />
        <TracesCard service={name} operation={operation} kind="slow" />
        <div className="lg:col-span-2">
          <ErrorLogsCard service={name} />
        </div>
        <ServiceMetricsCard service={name} />
        {service.data !== undefined && (
          <ResourceCard attributes={service.data.resourceAttributes} />
        )}
      </div>
    </Page>
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
