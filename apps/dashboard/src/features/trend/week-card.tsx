"use client";
import { IntervalBar } from "@/components/charts/interval-bar";
import { ExplainPopover } from "@/components/explain/explain-popover";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import type { WeekComparison } from "./trend-types";
import { describeWeeks } from "./trend-words";
import { WeekHeatMap } from "./week-heat-map";

/** The last seven days against the seven before: by how much, and in which hours. */
export function WeekCard({
  comparison,
  unit,
}: {
  comparison: WeekComparison | null;
  unit: string;
}) {
  if (comparison === null) {
    return (
      <Card>
        <CardHeader title="Week against week" />
        <CardContent className="text-xs text-muted-foreground">
          Two weeks that have 24 hours in common are needed. Come back when there is more history,
          or choose a range that ends later.
        </CardContent>
      </Card>
    );
  }
  const { ratio, difference } = comparison;
  const shown = ratio ?? difference;
  const neutral = ratio === null ? 0 : 1;
  const reach = Math.max(Math.abs(shown.low - neutral), Math.abs(shown.high - neutral)) || 1;
  return (
    <Card>
      <CardHeader title="Week against week" description="The last 7 days and the 7 before" />
      <CardContent className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <ExplainPopover explanation={comparison} label="Week against week">
            <span className="font-semibold">{describeWeeks(comparison, unit)}</span>
          </ExplainPopover>
          <IntervalBar
            {...shown}
            from={neutral - reach}
            to={neutral + reach}
            neutral={neutral}
            className="w-40"
          />
        </div>
        <WeekHeatMap hours={comparison.hours} unit={unit} />
      </CardContent>
    </Card>
  );
}
