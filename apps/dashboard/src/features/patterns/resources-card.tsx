"use client";
import type { PatternDetail } from "@headroom/contracts";
import type { ReactNode } from "react";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { resourceHref } from "@/features/capacity/capacity-href";
import { keyOf } from "@/features/capacity/capacity-table";
import { resourceWords } from "@/features/capacity/headroom-words";
import { ResourcePanel } from "@/features/capacity/resource-panel";
import { RangeLink } from "@/time/range-link";

/** What bounds the pattern: use with forecast, limit, and when it runs out. */
export function ResourcesCard({
  resources,
  nowMs,
  renderSignal,
}: {
  resources: PatternDetail["resources"];
  nowMs: number;
  renderSignal: (signal: string) => ReactNode;
}) {
  return resources.map((resource) => (
    <Card key={keyOf(resource)} aria-label={`Headroom: ${resourceWords[resource.resource]}`}>
      <CardHeader
        title={`Headroom: ${resourceWords[resource.resource]}`}
        actions={
          <RangeLink href={resourceHref(resource)} className="text-xs text-accent hover:underline">
            Open in Capacity
          </RangeLink>
        }
      />
      <CardContent>
        <ResourcePanel resource={resource} nowMs={nowMs} renderSignal={renderSignal} />
      </CardContent>
    </Card>
  ));
}
