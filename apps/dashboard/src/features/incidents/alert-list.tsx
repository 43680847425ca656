"use client";
import type { Alert } from "@headroom/contracts";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { apiInfiniteQuery, apiQuery } from "@/api/queries";
import { ServicePicker } from "@/components/filters/service-picker";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { AlertTabs } from "@/features/rules/alert-tabs";
import { stateWords } from "@/features/rules/rule-words";
import { useNow } from "@/features/rules/use-now";
import { useRuleUnits } from "@/features/rules/use-rule-units";
import { useRowKeys } from "@/features/rules/use-row-keys";
import { Page } from "@/shell/page";
import { AlertRow } from "./alert-row";

const POLL_MS = 10_000;
const states = ["firing", "pending", "recovering", "inactive"] as const;
const parsers = {
  state: parseAsStringLiteral(states),
  service: parseAsString,
  rule: parseAsString,
};

/** The page of alert instances: one for each group of a rule that is not quiet. */
export function AlertList() {
  const [{ state, service, rule }, setQuery] = useQueryStates(parsers);
  useRowKeys();
  return (
    <Page title="Alerts">
      <AlertTabs current="alerts" />
      <div className="flex flex-wrap items-center gap-2">
        <Select
          value={state ?? ""}
          onValueChange={(next) => void setQuery({ state: next === "" ? null : next })}
          options={[
            { value: "", label: "Active" },
            ...states.map((value) => ({ value, label: stateWords[value] })),
          ]}
          aria-label="State"
          className="w-36"
        />
        <ServicePicker value={service} onChange={(next) => void setQuery({ service: next })} />
        {rule !== null && (
          <Button size="sm" onClick={() => void setQuery({ rule: null })}>
            One rule only – show all
          </Button>
        )}
      </div>
      <Card>
        <Alerts state={state} service={service} ruleId={rule} />
      </Card>
    </Page>
  );
}

function Alerts(props: {
  state: (typeof states)[number] | null;
  service: string | null;
  ruleId: string | null;
}) {
  const { state, service, ruleId } = props;
  const nowMs = useNow(POLL_MS);
  const unitOfAlert = useAlertUnits();
  const alerts = useInfiniteQuery({
    ...apiInfiniteQuery("listAlerts", {
      query: {
        limit: 100,
        ...(state === null ? {} : { state }),
        ...(service === null ? {} : { service }),
        ...(ruleId === null ? {} : { ruleId }),
      },
    }),
    refetchInterval: POLL_MS,
  });
  if (alerts.isPending) return <SkeletonRows rows={5} />;
  if (alerts.data === undefined) {
    return <ErrorState error={alerts.error} onRetry={() => void alerts.refetch()} />;
  }
  const items: Alert[] = alerts.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState
        icon={CircleCheck}
        title={
          state === null ? "No active alerts" : `No alert is ${stateWords[state].toLowerCase()}`
        }
        description="An alert appears here as soon as a rule's value crosses its limit, before it fires."
      />
    );
  }
  return (
    <>
      <ul aria-label="Alerts" className="divide-y">
        {items.map((alert) => (
          <AlertRow key={alert.id} alert={alert} unit={unitOfAlert(alert.ruleId)} nowMs={nowMs} />
        ))}
      </ul>
      {alerts.hasNextPage && (
        <div className="flex justify-center border-t p-2">
          <Button
            size="sm"
            disabled={alerts.isFetchingNextPage}
            onClick={() => void alerts.fetchNextPage()}
          >
            {alerts.isFetchingNextPage ? "Loading…" : "Load more alerts"}
          </Button>
        </div>
      )}
    </>
  );
}

// Alerts do not carry a unit; their rule's signal tells it.
function useAlertUnits(): (ruleId: string) => string {
  const { data } = useQuery(apiQuery("listRules", { query: { limit: 200 } }));
  const unitOfRule = useRuleUnits();
  return (ruleId) => {
    const rule = data?.items.find(({ id }) => id === ruleId);
    return rule === undefined ? "" : unitOfRule(rule);
  };
}
