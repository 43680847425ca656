"use client";
import { IntervalBar } from "@/components/charts/interval-bar";
import { ExplainPopover } from "@/components/explain/explain-popover";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { useTimeRange } from "@/time/time-range";
import type { WeekComparison } from "./trend-types";
import { describeWeeks } from "./trend-words";
import { WeekHeatMap } from "./week-heat-map";

/** The last seven days against the seven before: by how much, and in which hours. */
export function WeekCard({
  comparison,
  unit,
  isShort,
}: {
  comparison: WeekComparison | null;
  unit: string;
  /** The range is too short for older history to be read. */
  isShort: boolean;
}) {
  const { setRange } = useTimeRange();
  if (comparison === null) {
    return (
      <Card>
        <CardHeader title="Week against week" />
        <CardContent className="flex flex-col items-start gap-2 text-xs text-muted-foreground">
          {isShort
            ? "Choose a range of a day or more: then the two weeks before its end are compared."
            : "Two weeks with at least 24 hours in common are needed: come back when there is more history."}
          {isShort && (
            <Button size="sm" onClick={() => setRange({ from: "now-14d", to: "now" })}>
              Last 14 days
            </Button>
          )}
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
