"use client";
import type { ReactNode } from "react";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";

/** A card around a chart that keeps its height while it loads and when it fails. */
export function ChartCard({
  title,
  description,
  actions,
  query,
  heightPx = 160,
  legendRows = 1,
  className,
  children,
}: {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  query: { isPending: boolean; isLoadingError: boolean; error: unknown; refetch: () => unknown };
  heightPx?: number;
  /** Rows the legend will have, 0 for none: the skeleton leaves room for them. */
  legendRows?: number;
  className?: string;
  children: ReactNode;
}) {
  const boxPx = heightPx + (legendRows === 0 ? 0 : 16 + legendRows * 20);
  return (
    <Card {...(className === undefined ? {} : { className })}>
      <CardHeader title={title} description={description} actions={actions} />
      <CardContent>
        <div style={{ minHeight: boxPx }}>
          {query.isPending ? (
            <Skeleton className="w-full" style={{ height: boxPx }} />
          ) : query.isLoadingError ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            children
          )}
        </div>
      </CardContent>
    </Card>
  );
}
