"use client";
import type { Metric } from "@headroom/contracts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ChartLine } from "lucide-react";
import { Fragment, useState } from "react";
import { apiInfiniteQuery } from "@/api/queries";
import { SearchField } from "@/components/filters/search-field";
import { ServicePicker } from "@/components/filters/service-picker";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { useHeldRange } from "@/time/held-range";
import { RangeLink } from "@/time/range-link";
import { hrefTo } from "@/time/range-href";
import type { MetricState, SetMetricState } from "./metric-state";
import { describeType, describeUnit } from "./metric-words";

const PAGE_SIZE = 100;
const SHOWN_SERVICES = 3;

/** All metrics with their kind, unit and meaning; each opens in the explorer. */
export function MetricCatalogue({
  state,
  setState,
}: {
  state: MetricState;
  setState: SetMetricState;
}) {
  const narrowed = state.q !== "" || state.service !== null;
  const clear = () => void setState({ q: null, service: null });
  return (
    <>
      <div role="search" aria-label="Metrics" className="flex flex-wrap items-center gap-2">
        <SearchField
          className="grow basis-64"
          label="Search metrics"
          placeholder="Search names and descriptions"
          value={state.q}
          onSearch={(q) => void setState({ q: q || null }, { history: "replace" })}
        />
        <ServicePicker
          className="grow basis-36 sm:max-w-52"
          value={state.service}
          onChange={(service) => void setState({ service })}
        />
        {narrowed && (
          <Button size="sm" variant="ghost" onClick={clear}>
            Clear all
          </Button>
        )}
      </div>
      <Catalogue key={`${state.q}/${state.service ?? ""}`} state={state} onClear={clear} />
    </>
  );
}

function Catalogue({ state, onClear }: { state: MetricState; onClear: () => void }) {
  const [held, setHeld] = useState(false);
  const { from, to } = useHeldRange(held);
  const { q, service } = state;
  const list = useInfiniteQuery(
    apiInfiniteQuery("listMetrics", {
      query: { from, to, limit: PAGE_SIZE, ...(q && { q }), ...(service && { service }) },
    }),
  );
  const metrics = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card>
      {list.isPending ? (
        <SkeletonRows rows={14} />
      ) : list.isError && metrics.length === 0 ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : metrics.length === 0 ? (
        <NoMetrics narrowed={q !== "" || service !== null} onClear={onClear} />
      ) : (
        <MetricTable metrics={metrics} service={service} />
      )}
      {list.hasNextPage && (
        <div className="border-t p-2 text-center">
          <Button
            size="sm"
            disabled={list.isFetchingNextPage}
            onClick={() => {
              setHeld(true);
              void list.fetchNextPage();
            }}
          >
            {list.isFetchingNextPage ? "Loading…" : "Load more"}
          </Button>
        </div>
      )}
    </Card>
  );
}

function MetricTable({ metrics, service }: { metrics: readonly Metric[]; service: string | null }) {
  return (
    <Table aria-label="Metrics" className="table-fixed">
      <TableHeader>
        <tr>
          <TableHead className="md:w-[34%]">Name</TableHead>
          <TableHead className="w-36 max-sm:hidden">Type</TableHead>
          <TableHead className="w-28">Unit</TableHead>
          <TableHead className="max-lg:hidden">Description</TableHead>
          <TableHead className="max-md:hidden">Services</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {metrics.map((metric) => (
          <TableRow key={metric.name} interactive className="relative">
            <TableCell className="font-mono text-xs">
              <RangeLink
                href={hrefTo("/metrics", { metric: metric.name, service })}
                // The link covers its row.
                className="break-words after:absolute after:inset-0 hover:underline"
              >
                {metric.name.split(/(?<=[._])/).map((part, index) => (
                  <Fragment key={index}>
                    {part}
                    <wbr />
                  </Fragment>
                ))}
              </RangeLink>
              <span className="block truncate font-sans text-2xs text-muted-foreground md:hidden">
                <span className="sm:hidden">{describeType(metric)}, </span>
                {metric.services.join(", ")}
              </span>
            </TableCell>
            <TableCell className="truncate text-xs text-muted-foreground max-sm:hidden">
              {describeType(metric)}
            </TableCell>
            <TableCell className="truncate font-mono text-2xs text-muted-foreground">
              {describeUnit(metric.unit) || "–"}
            </TableCell>
            <TableCell
              className="truncate text-xs text-muted-foreground max-lg:hidden"
              title={metric.description}
            >
              {metric.description || "–"}
            </TableCell>
            <TableCell className="max-md:hidden">
              <ServiceBadges services={metric.services} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function ServiceBadges({ services }: { services: readonly string[] }) {
  const more = services.length - SHOWN_SERVICES;
  return (
    <span className="flex gap-1 overflow-hidden" title={services.join(", ")}>
      {services.slice(0, SHOWN_SERVICES).map((service) => (
        <Badge key={service} className="max-w-28 shrink-0">
          <span className="truncate">{service}</span>
        </Badge>
      ))}
      {more > 0 && <Badge tone="outline">+{more}</Badge>}
    </span>
  );
}

function NoMetrics({ narrowed, onClear }: { narrowed: boolean; onClear: () => void }) {
  return narrowed ? (
    <EmptyState
      icon={ChartLine}
      title="No metric matches"
      description="Search for a part of the name, or choose another service."
      action={
        <Button size="sm" onClick={onClear}>
          Clear conditions
        </Button>
      }
    />
  ) : (
    <EmptyState
      icon={ChartLine}
      title="No metrics yet"
      description="Send metrics by OTLP: the Overview shows how. They appear here within seconds."
    />
  );
}
