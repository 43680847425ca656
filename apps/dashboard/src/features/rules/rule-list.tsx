"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { BellRing, Plus } from "lucide-react";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { apiInfiniteQuery } from "@/api/queries";
import { SearchField } from "@/components/filters/search-field";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, TableBody, TableHead, TableHeader } from "@/components/ui/table";
import { Page } from "@/shell/page";
import { RangeLink } from "@/time/range-link";
import { AlertTabs } from "./alert-tabs";
import { RuleRow } from "./rule-row";
import { stateWords } from "./rule-words";
import { useRuleUnits } from "./use-rule-units";
import { useNow } from "./use-now";
import { useRowKeys } from "./use-row-keys";

const POLL_MS = 10_000;
const states = ["firing", "pending", "recovering", "inactive"] as const;
const parsers = { q: parseAsString.withDefault(""), state: parseAsStringLiteral(states) };

/** The page of all alert rules, with search and state filter. */
export function RuleList() {
  const [{ q, state }, setQuery] = useQueryStates(parsers);
  useRowKeys();
  return (
    <Page title="Alert rules" actions={<NewRuleButton />}>
      <AlertTabs current="rules" />
      <div className="flex flex-wrap items-center gap-2">
        <SearchField
          value={q}
          onSearch={(text) => void setQuery({ q: text === "" ? null : text })}
          label="Search rules by name"
          className="flex-1 basis-56 sm:max-w-80"
        />
        <Select
          value={state ?? ""}
          onValueChange={(next) => void setQuery({ state: next === "" ? null : next })}
          options={[
            { value: "", label: "Any state" },
            ...states.map((value) => ({ value, label: stateWords[value] })),
          ]}
          aria-label="State"
          className="w-36"
        />
      </div>
      <Card>
        <RuleTable q={q} state={state} onClear={() => void setQuery({ q: null, state: null })} />
      </Card>
    </Page>
  );
}

function NewRuleButton() {
  return (
    <Button variant="primary" asChild>
      <RangeLink href="/alerts/rules/new">
        <Plus /> New rule
      </RangeLink>
    </Button>
  );
}

function RuleTable({
  q,
  state,
  onClear,
}: {
  q: string;
  state: (typeof states)[number] | null;
  onClear: () => void;
}) {
  const nowMs = useNow(POLL_MS);
  const unitOfRule = useRuleUnits();
  const rules = useInfiniteQuery({
    ...apiInfiniteQuery("listRules", {
      query: { limit: 100, ...(q === "" ? {} : { q }), ...(state === null ? {} : { state }) },
    }),
    refetchInterval: POLL_MS,
  });
  if (rules.isPending) return <SkeletonRows rows={6} />;
  if (rules.data === undefined) {
    return <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />;
  }
  const items = rules.data.pages.flatMap((page) => page.items);
  if (items.length === 0)
    return <NoRules filtered={q !== "" || state !== null} onClear={onClear} />;
  return (
    <>
      <Table aria-label="Alert rules">
        <TableHeader>
          <tr>
            <TableHead>State</TableHead>
            <TableHead>Rule</TableHead>
            <TableHead className="max-md:hidden">Severity</TableHead>
            <TableHead className="max-md:hidden">Alerts</TableHead>
            <TableHead className="max-lg:hidden">Evaluated</TableHead>
            <TableHead>On</TableHead>
            <TableHead className="pl-0">
              <span className="sr-only">Actions</span>
            </TableHead>
          </tr>
        </TableHeader>
        <TableBody>
          {items.map((rule) => (
            <RuleRow key={rule.id} rule={rule} nowMs={nowMs} unitOfRule={unitOfRule} />
          ))}
        </TableBody>
      </Table>
      {rules.hasNextPage && (
        <div className="flex justify-center border-t p-2">
          <Button
            size="sm"
            disabled={rules.isFetchingNextPage}
            onClick={() => void rules.fetchNextPage()}
          >
            {rules.isFetchingNextPage ? "Loading…" : "Load more rules"}
          </Button>
        </div>
      )}
    </>
  );
}

function NoRules({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) {
    return (
      <EmptyState
        title="No rule matches"
        action={
          <Button size="sm" onClick={onClear}>
            Clear the filter
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={BellRing}
      title="No alert rules yet"
      description="A rule watches one signal – latency, errors, a metric or logs – and tells your channels when it crosses a limit, is unlike its past, or will run out. Start with the error ratio of your busiest service."
      action={<NewRuleButton />}
    />
  );
}
