"use client";
import type { Headroom } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { Boxes } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";
import { patternHref } from "@/features/patterns/pattern-href";
import { useSignalLinks } from "@/features/patterns/use-signal-links";
import { serviceHref } from "@/features/services/service-name";
import { RangeLink } from "@/time/range-link";
import { resourceQuery } from "./capacity-queries";
import { nameSubject, resourceWords } from "./headroom-words";
import { ResourcePanel } from "./resource-panel";

/** One resource in a drawer. */
export function ResourceSheet({
  row,
  nowMs,
  onClose,
}: {
  row: Headroom | null;
  nowMs: number;
  onClose: () => void;
}) {
  return (
    <Sheet open={row !== null} onOpenChange={(open) => !open && onClose()}>
      {row !== null && (
        <SheetContent
          title={`${resourceWords[row.resource]} of ${nameSubject(row)}`}
          description={row.patternName}
          className="sm:max-w-3xl"
        >
          <Detail row={row} nowMs={nowMs} />
        </SheetContent>
      )}
    </Sheet>
  );
}

function Detail({ row, nowMs }: { row: Headroom; nowMs: number }) {
  const resource = useQuery(resourceQuery(row));
  const renderSignal = useSignalLinks(row.service);
  return (
    <div className="flex flex-col gap-4">
      {resource.data !== undefined ? (
        <ResourcePanel resource={resource.data} nowMs={nowMs} renderSignal={renderSignal} />
      ) : resource.isError ? (
        <ErrorState error={resource.error} onRetry={() => void resource.refetch()} />
      ) : (
        <>
          <Skeleton className="h-5 w-2/3" />
          <Skeleton className="h-20" />
          <Skeleton className="h-56" />
        </>
      )}
      <div className="flex flex-wrap gap-2">
        <Button asChild>
          <RangeLink href={patternHref(row.service, row.patternId, row.subject)}>
            <Boxes /> {row.patternName}
          </RangeLink>
        </Button>
        <Button asChild>
          <RangeLink href={serviceHref(row.service)}>Service {row.service}</RangeLink>
        </Button>
      </div>
    </div>
  );
}
