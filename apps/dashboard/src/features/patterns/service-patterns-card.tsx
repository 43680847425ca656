"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { formatElapsed } from "@/format/elapsed";
import { countOf } from "@/format/plural";
import { hrefTo } from "@/time/range-href";
import { RangeLink } from "@/time/range-link";
import { compareHealth } from "./pattern-health";
import { patternsQuery } from "./pattern-queries";
import { PatternRow } from "./pattern-row";

const SHOWN = 3;

/** The patterns of a service that do worst. */
export function ServicePatternsCard({ service }: { service: string }) {
  const overview = useQuery(patternsQuery(service));
  const patterns = useMemo(() => {
    const own = overview.data?.items.find((one) => one.service === service);
    return own === undefined ? null : [...own.patterns].sort(compareHealth);
  }, [overview.data, service]);
  return (
    <Card aria-label="Scaling patterns">
      <CardHeader
        title="Scaling patterns"
        description={
          patterns === null || patterns.length <= SHOWN
            ? "Worst first"
            : `The worst ${SHOWN} of ${countOf(patterns.length, "pattern")}`
        }
        actions={
          <Button asChild size="sm" variant="ghost">
            <RangeLink href={hrefTo("/patterns", { service })}>All in Patterns</RangeLink>
          </Button>
        }
      />
      <div className="min-h-50">
        {overview.isPending ? (
          <SkeletonRows rows={SHOWN} />
        ) : overview.data === undefined ? (
          <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />
        ) : patterns === null ? (
          <EmptyState
            title="Not assessed yet"
            description={`Services are assessed every ${formatElapsed(overview.data.everyMs)} while they send telemetry.`}
          />
        ) : patterns.length === 0 ? (
          <EmptyState
            title="No pattern recognised"
            description="Send metrics of pools, queues, caches and the runtime; the catalogue says which."
            action={
              <Button asChild size="sm">
                <RangeLink href="/patterns?view=catalogue">Open the catalogue</RangeLink>
              </Button>
            }
          />
        ) : (
          <ul>
            {patterns.slice(0, SHOWN).map((pattern) => (
              <PatternRow
                key={`${pattern.patternId} ${pattern.subject}`}
                service={service}
                pattern={pattern}
                compact
              />
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}
