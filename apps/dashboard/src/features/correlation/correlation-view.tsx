"use client";
import { ChartCard } from "@/components/charts/chart-card";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { Signal } from "@/features/rules/rule-types";
import { Segmented } from "@/features/rules/segmented";
import { describeSubject, unitOf } from "@/features/rules/signal-words";
import { capitalize } from "@/format/capitalize";
import { describeStep } from "@/format/step";
import { useTimeRange } from "@/time/time-range";
import { AttributeCard } from "./attribute-card";
import { scopes, scopeWords, type Scope } from "./correlation-state";
import { FindingLists } from "./finding-lists";
import { TARGET_CHART_PX, TargetChart } from "./target-chart";
import { useCorrelation } from "./use-correlation";
import { isInside } from "./window-context";

/** The signal with its window, what moved with it there, and which attribute values explain it. */
export function CorrelationView({
  signal,
  scope,
  withRefused,
  onScope,
  onRefused,
}: {
  signal: Signal;
  scope: Scope;
  withRefused: boolean;
  onScope: (scope: Scope) => void;
  onRefused: (shown: boolean) => void;
}) {
  const { setRange } = useTimeRange();
  const { query, range, context } = useCorrelation(signal, scope, withRefused);
  const { data } = query;
  const unit = unitOf(signal, data?.target.unit ?? "");
  const windowed = context !== null && isInside(range, context);
  return (
    <>
      <ChartCard
        title={capitalize(describeSubject(signal))}
        description={
          data !== undefined
            ? `Per ${describeStep(data.stepSeconds)}. Drag across the chart to choose the window that is compared.`
            : query.isPending && "Comparing series…"
        }
        actions={
          windowed ? (
            <Button
              size="sm"
              onClick={() => setRange({ fromMs: context.fromMs, toMs: context.toMs })}
            >
              Whole range
            </Button>
          ) : undefined
        }
        query={query}
        heightPx={TARGET_CHART_PX}
        legendRows={0}
      >
        {data !== undefined && (
          <TargetChart target={data.target} unit={unit} range={range} context={context} />
        )}
      </ChartCard>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="text-xs text-muted-foreground">Compare with</span>
        <Segmented
          label="Whose series are compared"
          value={scope}
          options={scopes.map((value) => ({ value, label: scopeWords[value].name }))}
          onChange={onScope}
        />
        {query.isFetching && data !== undefined && (
          <span role="status" className="text-xs text-muted-foreground">
            Comparing…
          </span>
        )}
      </div>
      {data === undefined ? (
        query.isPending && (
          <Card>
            <SkeletonRows rows={6} />
          </Card>
        )
      ) : (
        <div className="flex flex-col gap-3" aria-busy={query.isPlaceholderData}>
          <FindingLists
            answer={data}
            scope={scope}
            range={range}
            withRefused={withRefused}
            onScope={onScope}
            onRefused={onRefused}
          />
          {data.attributes !== null && (
            <AttributeCard ranking={data.attributes} signal={signal} range={range} />
          )}
        </div>
      )}
    </>
  );
}
