"use client";
import { useQuery } from "@tanstack/react-query";
import { Activity } from "lucide-react";
import { apiQuery } from "@/api/queries";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { measureWords } from "@/features/rules/signal-words";
import type { RedSignal, Signal } from "@/features/rules/rule-types";
import { sortServices } from "@/features/services/service-table";
import { capitalize } from "@/format/capitalize";
import { RangeLink } from "@/time/range-link";
import { useTimeRange } from "@/time/time-range";

const SHOWN = 8;
const MEASURES: readonly RedSignal["measure"][] = ["p95", "error_ratio", "rate"];

/** Signals to begin with: latency, errors and requests of the services, worst first. */
export function SignalSuggestions({ hrefOf }: { hrefOf: (signal: Signal) => string }) {
  const { from, to } = useTimeRange();
  const services = useQuery(apiQuery("listServices", { query: { from, to } }));
  if (services.isPending) return <SkeletonRows rows={4} />;
  if (services.data === undefined) {
    return <ErrorState error={services.error} onRetry={() => void services.refetch()} />;
  }
  const items = sortServices(services.data.items, "health", "desc").slice(0, SHOWN);
  if (items.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={Activity}
          title="Nothing was received in this time range"
          description="Widen the range, or send telemetry by OTLP: the Overview shows how."
        />
      </Card>
    );
  }
  return (
    <Card>
      <CardHeader title="Or begin with a service" description="Worst first." />
      <ul className="divide-y border-t">
        {items.map(({ name }) => (
          <li key={name} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-1.5">
            <span className="w-40 truncate font-medium">{name}</span>
            {MEASURES.map((measure) => (
              <RangeLink
                key={measure}
                href={hrefOf({ type: "red", measure, service: name, groupBy: [] })}
                className="text-accent underline-offset-2 hover:underline"
              >
                <span className="sr-only">{name}: </span>
                {capitalize(measureWords[measure])}
              </RangeLink>
            ))}
          </li>
        ))}
      </ul>
    </Card>
  );
}
