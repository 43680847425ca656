"use client";
import type { PatternDetail } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { ApiError } from "@/api/api-error";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Select } from "@/components/ui/select";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import { serviceHref } from "@/features/services/service-name";
import { formatAgo } from "@/format/instant";
import { Page } from "@/shell/page";
import { RangeLink } from "@/time/range-link";
import { ChecklistCard } from "./checklist-card";
import { CurvesCard } from "./curves-card";
import { EvidenceCard } from "./evidence-card";
import { IndicatorsCard } from "./indicators-card";
import { UnseenPattern } from "./unseen-pattern";
import { patternQuery } from "./pattern-queries";
import { ResourcesCard } from "./resources-card";
import { RulesCard } from "./rules-card";
import { ScoreCard } from "./score-card";
import { TextList } from "./text-list";
import { useAssess } from "./use-assess";
import { useSignalLinks } from "./use-signal-links";

/** A pattern of a service: evidence, indicators, checklist, capacity, actions and rules. */
export function PatternPage({ service, patternId }: { service: string; patternId: string }) {
  const [subject, setSubject] = useQueryState("subject", parseAsString);
  const detail = useQuery(patternQuery(service, patternId, subject));
  if (detail.data !== undefined) {
    return (
      <Detail
        detail={detail.data}
        nowMs={detail.dataUpdatedAt}
        onSubject={(next) => void setSubject(next)}
      />
    );
  }
  if (!detail.isError) {
    return (
      <Page title={patternId} description={<Skeleton className="h-4 w-64" />}>
        <Skeleton className="h-28" />
        <div className="grid grid-cols-1 gap-3 lg:grid-cols-3">
          <Card className="lg:col-span-2">
            <SkeletonRows rows={10} />
          </Card>
          <Card>
            <SkeletonRows rows={10} />
          </Card>
        </div>
      </Page>
    );
  }
  return (
    <Page title={`${patternId} of ${service}`}>
      <Card>
        {detail.error instanceof ApiError && detail.error.code === "not_found" ? (
          <UnseenPattern service={service} patternId={patternId} />
        ) : (
          <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />
        )}
      </Card>
    </Page>
  );
}

function Detail({
  detail,
  nowMs,
  onSubject,
}: {
  detail: PatternDetail;
  nowMs: number;
  onSubject: (subject: string) => void;
}) {
  const { service, pattern, record, subjects } = detail;
  const renderSignal = useSignalLinks(service);
  const assess = useAssess(service);
  return (
    <Page
      title={record.name}
      description={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <RangeLink href={serviceHref(service)} className="text-accent hover:underline">
            {service}
          </RangeLink>
          {pattern.subject !== service && <span className="break-all">{pattern.subject}</span>}
          {pattern.variant !== null && <span>{pattern.variant}</span>}
          <span>Assessed {formatAgo(Date.parse(detail.assessedAt), nowMs)}</span>
        </span>
      }
      actions={
        <>
          {subjects.length > 1 && (
            <Select
              value={pattern.subject}
              onValueChange={onSubject}
              options={subjects.map((name) => ({ value: name, label: name }))}
              aria-label="Where in the service"
              className="max-w-56"
            />
          )}
          <Button disabled={assess.isPending} onClick={() => assess.mutate()}>
            <RotateCw /> Assess now
          </Button>
        </>
      }
    >
      <ScoreCard detail={detail} nowMs={nowMs} />
      <div className="grid grid-cols-1 items-start gap-3 lg:grid-cols-3">
        <div className="flex min-w-0 flex-col gap-3 lg:col-span-2">
          <IndicatorsCard indicators={detail.indicators} renderSignal={renderSignal} />
          <ResourcesCard resources={detail.resources} nowMs={nowMs} renderSignal={renderSignal} />
          <CurvesCard curves={detail.curves} />
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          <Card aria-label="What to do">
            <CardHeader title="What to do" description="In this order" />
            <CardContent>
              <TextList items={record.actions} ordered />
            </CardContent>
          </Card>
          <RulesCard rules={detail.rules} />
          <EvidenceCard detail={detail} renderSignal={renderSignal} />
          <ChecklistCard checklist={detail.checklist} />
        </div>
      </div>
    </Page>
  );
}
