"use client";
import type { Trace } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, FileText } from "lucide-react";
import { useMemo } from "react";
import { ApiError } from "@/api/api-error";
import { apiQuery } from "@/api/queries";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import { Page } from "@/shell/page";
import { RangeLink } from "@/time/range-link";
import { logsHref } from "./trace-links";
import { prepareTrace } from "./trace-model";
import { TraceFacts, TraceNotices } from "./trace-facts";
import { TraceExplorer } from "./trace-explorer";

/** One trace: facts, minimap, waterfall and the chosen span. */
export function TracePage({ traceId }: { traceId: string }) {
  const query = useQuery({ ...apiQuery("getTrace", { params: { traceId } }), staleTime: 60_000 });
  if (query.isPending) return <LoadingTrace />;
  if (query.isError) {
    return (
      <Page title="Trace">
        <Card>
          <FailedTrace traceId={traceId} error={query.error} onRetry={() => void query.refetch()} />
        </Card>
      </Page>
    );
  }
  return <LoadedTrace trace={query.data} />;
}

function LoadedTrace({ trace }: { trace: Trace }) {
  const model = useMemo(() => prepareTrace(trace), [trace]);
  const root = model.main?.span;
  return (
    <Page
      title={
        root === undefined ? (
          "Trace"
        ) : (
          <>
            {root.service} <span className="font-normal">{root.name}</span>
          </>
        )
      }
      description={
        <span className="inline-flex max-w-full items-center gap-1 font-mono text-2xs">
          <span className="truncate">{trace.traceId}</span>
          <CopyButton text={trace.traceId} label="Copy trace id" />
        </span>
      }
      actions={
        <Button asChild>
          <RangeLink href={logsHref(trace)}>
            <FileText /> Logs of this trace
          </RangeLink>
        </Button>
      }
    >
      <TraceFacts trace={trace} model={model} />
      <TraceNotices trace={trace} model={model} />
      <TraceExplorer key={trace.traceId} trace={trace} model={model} />
    </Page>
  );
}

function FailedTrace({
  traceId,
  error,
  onRetry,
}: {
  traceId: string;
  error: unknown;
  onRetry: () => void;
}) {
  const missing =
    error instanceof ApiError && (error.code === "not_found" || error.code === "invalid_request");
  if (!missing) return <ErrorState error={error} onRetry={onRetry} />;
  return (
    <EmptyState
      title="This trace is not here"
      description={
        <>
          <p className="pb-1 font-mono text-2xs break-all">{traceId}</p>
          <p>{error.message}</p>
        </>
      }
      action={
        <>
          <Button size="sm" onClick={onRetry}>
            Look again
          </Button>
          <Button size="sm" asChild>
            <RangeLink href="/traces">
              <ArrowLeft /> All traces
            </RangeLink>
          </Button>
        </>
      }
    />
  );
}

function LoadingTrace() {
  return (
    <Page title={<Skeleton className="h-5 w-72 max-w-full" />}>
      <Skeleton className="h-10 w-full" />
      <Card>
        <Skeleton className="m-3 h-12" />
        <SkeletonRows rows={16} />
      </Card>
    </Page>
  );
}
