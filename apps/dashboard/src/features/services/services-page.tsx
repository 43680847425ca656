"use client";
import { useQuery } from "@tanstack/react-query";
import { Activity } from "lucide-react";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { apiQuery } from "@/api/queries";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Input } from "@/components/ui/input";
import { SkeletonRows } from "@/components/ui/skeleton";
import { countOf } from "@/format/plural";
import { Page } from "@/shell/page";
import { useTimeRange } from "@/time/time-range";
import { ServiceList } from "./service-list";
import {
  filterServices,
  firstOrder,
  serviceSorts,
  sortOrders,
  sortServices,
  type ServiceSort,
} from "./service-table";

const parsers = {
  q: parseAsString.withDefault(""),
  sort: parseAsStringLiteral(serviceSorts).withDefault("health"),
  order: parseAsStringLiteral(sortOrders).withDefault("desc"),
};

/** Every service that sent telemetry in the range, worst first. */
export function ServicesPage() {
  const { from, to } = useTimeRange();
  const [{ q, sort, order }, setQuery] = useQueryStates(parsers);
  const services = useQuery(apiQuery("listServices", { query: { from, to } }));
  const shown = useMemo(
    () => sortServices(filterServices(services.data?.items ?? [], q), sort, order),
    [services.data, q, sort, order],
  );
  const sortBy = (next: ServiceSort) => {
    const turned = order === "asc" ? "desc" : "asc";
    void setQuery({ sort: next, order: next === sort ? turned : firstOrder(next) });
  };
  const total = services.data?.items.length ?? 0;
  return (
    <Page
      title="Services"
      description={
        services.isSuccess
          ? `${shown.length === total ? "" : `${shown.length} of `}${countOf(total, "service")}, ${
              sort === "health" ? "worst first" : `by ${sort}`
            }`
          : "Rate, errors and duration of each service"
      }
      actions={
        <>
          <Input
            type="search"
            data-page-search
            aria-label="Filter services"
            placeholder="Filter services"
            value={q}
            onChange={(event) => void setQuery({ q: event.target.value })}
            className="w-56"
          />
          {sort !== "health" && (
            <Button onClick={() => void setQuery({ sort: null, order: null })}>Worst first</Button>
          )}
        </>
      }
    >
      <Card>
        {services.isPending ? (
          <SkeletonRows rows={10} />
        ) : services.isError && services.data === undefined ? (
          <ErrorState error={services.error} onRetry={() => void services.refetch()} />
        ) : shown.length === 0 ? (
          <NoServices filtered={total > 0} onClear={() => void setQuery({ q: null })} />
        ) : (
          <ServiceList
            services={shown}
            label="Services"
            sort={sort}
            order={order}
            onSort={sortBy}
          />
        )}
      </Card>
    </Page>
  );
}

function NoServices({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { setRange } = useTimeRange();
  if (filtered) {
    return (
      <EmptyState
        icon={Activity}
        title="No service matches the filter"
        action={<Button onClick={onClear}>Clear the filter</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={Activity}
      title="No service sent spans in this range"
      description="Choose a longer range, or start the demo shop to see services here."
      command="npm run demo"
      action={
        <Button onClick={() => setRange({ from: "now-7d", to: "now" })}>
          Show the last 7 days
        </Button>
      }
    />
  );
}
