"use client";
import type { Cardinality, MetricCardinality, SeriesOverflow } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/queries";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
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
import { formatAgo } from "@/format/instant";
import { formatCount, NO_VALUE } from "@/format/number";
import { countOf } from "@/format/plural";
import { formatRatio } from "@/format/unit";
import { hrefTo } from "@/time/range-href";
import { RangeLink } from "@/time/range-link";

const LIMIT = 15;
const POLL_MS = 60_000;
const NEAR_LIMIT = 0.8;

/** The metrics with the most series, the attribute that makes them, and what was turned away. */
export function CardinalityCard({ nowMs }: { nowMs: number }) {
  const cardinality = useQuery({
    ...apiQuery("getCardinality", { query: { limit: LIMIT } }),
    refetchInterval: POLL_MS,
  });
  const { data } = cardinality;
  return (
    <Card aria-label="Top cardinality">
      <CardHeader title="Top cardinality" description={describe(data)} />
      {data !== undefined ? (
        <>
          {(data.overflows?.length ?? 0) > 0 && (
            <Overflows overflows={data.overflows ?? []} nowMs={nowMs} />
          )}
          {data.metrics.length === 0 ? (
            <EmptyState
              title="No metric has series yet"
              description="Send metrics; those with the most series are listed here, with the attribute that makes them."
            />
          ) : (
            <MetricTable metrics={data.metrics} />
          )}
        </>
      ) : cardinality.isError ? (
        <ErrorState error={cardinality.error} onRetry={() => void cardinality.refetch()} />
      ) : (
        <SkeletonRows rows={6} />
      )}
    </Card>
  );
}

function describe(data: Cardinality | undefined): string {
  if (data === undefined) return "Metrics with the most series";
  const hours = Math.round((Date.parse(data.to) - Date.parse(data.from)) / 3_600_000);
  const limit = data.limits.seriesPerMetric;
  return `Metrics with the most series of about ${formatCount(data.totalSeries)} in ${hours < 1 ? "less than an hour" : countOf(hours, "hour")}${limit === null ? "" : `; limit ${formatCount(limit)} a metric and service`}`;
}

function MetricTable({ metrics }: { metrics: readonly MetricCardinality[] }) {
  return (
    <Table aria-label="Top cardinality" className="table-fixed">
      <TableHeader>
        <tr>
          <TableHead>Metric</TableHead>
          <TableHead className="w-44 max-lg:hidden">Service</TableHead>
          <TableHead numeric className="w-24">
            Series
          </TableHead>
          <TableHead numeric className="w-24 max-sm:hidden">
            Of limit
          </TableHead>
          <TableHead className="w-72 max-md:hidden">Attribute with the most values</TableHead>
        </tr>
      </TableHeader>
      <TableBody>
        {metrics.map((row) => (
          <TableRow key={`${row.service} ${row.metric}`}>
            <TableCell className="max-w-0">
              <RangeLink
                href={hrefTo("/metrics", { metric: row.metric, service: row.service })}
                className="block truncate font-mono text-xs hover:underline"
              >
                {row.metric}
              </RangeLink>
              <p className="truncate text-2xs text-muted-foreground lg:hidden">{row.service}</p>
            </TableCell>
            <TableCell className="truncate max-lg:hidden">{row.service}</TableCell>
            <TableCell numeric>{formatCount(row.series)}</TableCell>
            <TableCell
              numeric
              className={
                (row.limitShare ?? 0) >= NEAR_LIMIT
                  ? "font-medium text-warning max-sm:hidden"
                  : "max-sm:hidden"
              }
            >
              {row.limitShare === null ? NO_VALUE : formatRatio(row.limitShare)}
            </TableCell>
            <TableCell className="truncate max-md:hidden">
              {row.topAttribute === null ? (
                <span className="text-muted-foreground">no attributes</span>
              ) : (
                <>
                  <code className="font-mono text-xs">{row.topAttribute.key}</code>{" "}
                  <span className="text-xs text-muted-foreground">
                    {countOf(row.topAttribute.values, "value")}
                  </span>
                </>
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** Points that found no room for a new series, and whose doing it is. */
function Overflows({ overflows, nowMs }: { overflows: readonly SeriesOverflow[]; nowMs: number }) {
  return (
    <CardContent className="text-xs">
      <p className="pb-1 font-medium text-warning">
        Points of new series were turned away. Drop or shorten the attribute at the sender, or raise
        the limit.
      </p>
      <ul className="flex flex-col gap-0.5 text-muted-foreground">
        {overflows.slice(0, 5).map((each) => (
          <li key={`${each.service} ${each.metric} ${each.limit}`} className="break-words">
            <code className="font-mono text-foreground">{each.metric}</code> of {each.service}:{" "}
            {countOf(each.rejectedPoints, "point")}, limit per {each.limit}
            {each.topAttribute !== null && (
              <>
                , mostly by <code className="font-mono">{each.topAttribute.key}</code>
              </>
            )}
            , {formatAgo(Date.parse(each.lastAt), nowMs)}
          </li>
        ))}
      </ul>
    </CardContent>
  );
}
