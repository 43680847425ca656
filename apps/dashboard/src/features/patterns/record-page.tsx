"use client";
import type { PatternRecord } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { ApiError } from "@/api/api-error";
import { apiQuery } from "@/api/queries";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { hrefTo } from "@/time/range-href";
import { RangeLink } from "@/time/range-link";
import { Page } from "@/shell/page";
import { gradeWords, useOf } from "./catalogue-list";
import { UseBadge } from "./catalogue-view";
import { PatternNames } from "./pattern-names";
import { patternsQuery } from "./pattern-queries";
import { RecordEvidence } from "./record-evidence";
import { RecordIndicators } from "./record-indicators";
import { RecordUse } from "./record-use";
import { TextList } from "./text-list";

/** One record of the catalogue with all its texts. */
export function RecordPage({ slug }: { slug: string }) {
  const record = useQuery(apiQuery("getPatternRecord", { params: { idOrSlug: slug } }));
  if (record.data !== undefined) return <Record record={record.data} />;
  return (
    <Page title="Pattern">
      <Card>
        {!record.isError ? (
          <SkeletonRows rows={12} />
        ) : record.error instanceof ApiError && record.error.code === "not_found" ? (
          <EmptyState
            title="The catalogue has no such pattern"
            description={`Nothing is filed under “${slug}”.`}
            action={
              <Button asChild>
                <RangeLink href="/patterns?view=catalogue">Open the catalogue</RangeLink>
              </Button>
            }
          />
        ) : (
          <ErrorState error={record.error} onRetry={() => void record.refetch()} />
        )}
      </Card>
    </Page>
  );
}

function Record({ record }: { record: PatternRecord }) {
  const overview = useQuery(patternsQuery());
  const use = useOf(record, overview.data);
  return (
    <Page
      title={record.name}
      description={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <RangeLink
            href={hrefTo("/patterns", { view: "catalogue", family: record.family })}
            className="hover:underline"
          >
            {record.familyTitle}
          </RangeLink>
          <span>{record.id}</span>
          <UseBadge use={use} />
          <Badge tone="outline">{gradeWords[record.grade]}</Badge>
        </span>
      }
    >
      <div className="grid grid-cols-1 gap-3 lg:grid-cols-3">
        <div className="flex min-w-0 flex-col gap-3 lg:col-span-2">
          <Card>
            <CardHeader title="What it is" />
            <CardContent className="flex max-w-prose flex-col gap-2">
              <p>{record.what}</p>
              <p className="text-muted-foreground">{record.whenToUse}</p>
            </CardContent>
          </Card>
          <RecordIndicators record={record} />
          <RecordEvidence record={record} />
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          <RecordUse record={record} overview={overview.data} />
          <Card>
            <CardHeader title="What to do" description="In this order" />
            <CardContent>
              <TextList items={record.actions} ordered />
            </CardContent>
          </Card>
          <Card>
            <CardHeader title="What to check" />
            <ul>
              {record.verify.map(({ id, text, check }) => (
                <li key={id} className="border-t px-3 py-2">
                  <p>{text}</p>
                  <p className="text-xs text-muted-foreground">
                    <PatternNames text={check} />
                  </p>
                </li>
              ))}
            </ul>
          </Card>
          <Card>
            <CardHeader title="Alerts that suit it" />
            <ul>
              {record.alerts.map(({ kind, text, severity }) => (
                <li
                  key={text}
                  className="flex flex-wrap items-start gap-x-2 gap-y-0.5 border-t px-3 py-2"
                >
                  <p className="min-w-0 flex-1 basis-40">{text}</p>
                  <Badge tone={severity}>{severity}</Badge>
                  <Badge tone="outline">{kind}</Badge>
                </li>
              ))}
            </ul>
          </Card>
          <Card>
            <CardHeader title="Capacity" description="How much load it can still take" />
            <CardContent>
              <p>{record.capacity}</p>
            </CardContent>
          </Card>
          {record.visibility.length > 0 && (
            <Card>
              <CardHeader title="What telemetry cannot show" />
              <CardContent>
                <TextList items={record.visibility} />
              </CardContent>
            </Card>
          )}
        </div>
      </div>
    </Page>
  );
}
