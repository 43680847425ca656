"use client";
import type { Rule } from "@headroom/contracts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import { call } from "@/api/client";
import { apiQuery } from "@/api/queries";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { correlationHref, trendHref } from "@/features/signals/signal-links";
import { formatAgo } from "@/format/instant";
import { Page } from "@/shell/page";
import { RangeLink } from "@/time/range-link";
import { EditorSkeleton } from "./editor-skeleton";
import { RuleEditor } from "./rule-editor";
import { formOf } from "./rule-form";
import { BuiltInBadge, KindBadge } from "./kind-badge";
import { RuleMenu } from "./rule-menu";
import { describeCounts } from "./rule-state";
import { describeDataStatus } from "./rule-words";
import { StateBadge } from "./state-badge";
import { useNow } from "./use-now";

const POLL_MS = 10_000;
const TITLE = "Alert rule";

/** The editor of a stored rule. Its state is followed; the form keeps the version it opened with. */
export function EditRule({ id }: { id: string }) {
  // Apart from the cache of other pages: the form must start from what is stored now.
  const opened = useQuery({
    queryKey: ["getRule", "to edit", id],
    queryFn: ({ signal }) => call("getRule", { params: { id } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnMount: "always",
    refetchOnReconnect: false,
  });
  const client = useQueryClient();
  const [round, setRound] = useState(0);
  if (opened.data !== undefined && opened.isFetchedAfterMount) {
    return (
      <OpenedRule
        key={round}
        rule={opened.data}
        onReload={() =>
          void client
            .refetchQueries({ queryKey: ["getRule", "to edit", id] })
            .then(() => setRound((before) => before + 1))
        }
      />
    );
  }
  if (opened.isError) {
    return (
      <Page title={TITLE}>
        <Card>
          <ErrorState
            title="This rule could not be loaded"
            error={opened.error}
            onRetry={() => void opened.refetch()}
          />
        </Card>
      </Page>
    );
  }
  return <EditorSkeleton title={TITLE} />;
}

function OpenedRule({ rule: given, onReload }: { rule: Rule; onReload: () => void }) {
  const router = useRouter();
  // Saving refreshes the query; the form must not follow it under the author's hands.
  const [rule] = useState(given);
  const initial = useMemo(() => formOf(rule.definition), [rule]);
  useEffect(() => {
    document.title = `${rule.definition.name} · Headroom`;
  }, [rule]);
  return (
    <RuleEditor
      title={rule.definition.name}
      description={<LiveState rule={rule} />}
      actions={<RuleMenu rule={rule} onDeleted={() => router.push("/alerts/rules")} />}
      initial={initial}
      stored={rule}
      onReload={onReload}
    />
  );
}

function LiveState({ rule: opened }: { rule: Rule }) {
  const nowMs = useNow(POLL_MS);
  const { data = opened } = useQuery({
    ...apiQuery("getRule", { params: { id: opened.id } }),
    refetchInterval: POLL_MS,
  });
  const trouble = describeDataStatus(data.dataStatus, data.lastError, data.definition.noData);
  const counts = describeCounts(data);
  const link = "text-accent underline-offset-2 hover:underline";
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <StateBadge
        state={data.state}
        severity={data.definition.severity}
        enabled={data.definition.enabled}
        learning={data.learning !== null}
      />
      <KindBadge kind={data.definition.kind} />
      <BuiltInBadge labels={data.definition.labels} />
      {counts !== "" && <span>{counts}</span>}
      <span>
        {data.lastEvaluatedAt === null
          ? "Not evaluated yet"
          : `Evaluated ${formatAgo(Date.parse(data.lastEvaluatedAt), nowMs)}`}
      </span>
      {data.definition.enabled && data.learning !== null && (
        <span className="text-info">{data.learning}</span>
      )}
      {trouble !== null && <span className="text-warning">{trouble}</span>}
      <RangeLink href={`/alerts?status=all&rule=${data.id}`} className={link}>
        Incidents
      </RangeLink>
      <RangeLink href={`/alerts/active?rule=${data.id}`} className={link}>
        Alerts
      </RangeLink>
      <RangeLink href={trendHref(data.definition.signal)} className={link}>
        Trend
      </RangeLink>
      <RangeLink href={correlationHref(data.definition.signal)} className={link}>
        What moved with it
      </RangeLink>
    </span>
  );
}
