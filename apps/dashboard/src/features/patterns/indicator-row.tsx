"use client";
import type { AssessedIndicator } from "@headroom/contracts";
import { ChevronRight } from "lucide-react";
import { useId, type ReactNode } from "react";
import { Sparkline } from "@/components/charts/sparkline";
import { ExplanationView } from "@/components/explain/explanation-view";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/class-names";
import { formatDigits } from "@/format/number";
import { formatValue } from "@/format/unit";
import { LevelMark, levelLooks } from "./health-mark";
import { IndicatorChart } from "./indicator-chart";
import { costOf, describeMissing, explainIndicator } from "./indicator-view";
import { PatternNames } from "./pattern-names";
import { formatShare, levelOf } from "./pattern-health";
import { ScaleBar } from "./scale-bar";

/** One indicator: value on its scale, cost, history; opens to its chart and its calculation. */
export function IndicatorRow({
  indicator,
  open,
  onToggle,
  renderSignal,
}: {
  indicator: AssessedIndicator;
  open: boolean;
  onToggle: () => void;
  renderSignal: (signal: string) => ReactNode;
}) {
  const panelId = useId();
  const { name, unit, value, health, weight, crossed, history, meaning } = indicator;
  const level = levelOf(health);
  const missing = describeMissing(indicator);
  const cost = costOf(indicator);
  return (
    <li className="border-t">
      <div className="relative grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1.5 px-3 py-2 hover:bg-muted/60 sm:grid-cols-[minmax(0,1.3fr)_minmax(6rem,1fr)_6rem_6rem]">
        <div className="flex min-w-0 items-start gap-2">
          <LevelMark level={level} className="mt-0.5" />
          <div className="min-w-0">
            <h3>
              <button
                type="button"
                aria-expanded={open}
                aria-controls={panelId}
                onClick={onToggle}
                className="flex items-center gap-1 text-left font-medium after:absolute after:inset-0"
              >
                {name}
                <ChevronRight
                  aria-hidden
                  className={cn(
                    "size-3.5 text-muted-foreground transition-transform",
                    open && "rotate-90",
                  )}
                />
              </button>
            </h3>
            <p className="relative z-1 w-fit text-2xs text-muted-foreground">
              <PatternNames text={meaning} />
            </p>
          </div>
        </div>
        {missing === null ? (
          <div className="max-sm:col-span-2 max-sm:row-start-2">
            <ScaleBar indicator={indicator} />
          </div>
        ) : (
          <p className="text-2xs text-muted-foreground max-sm:col-span-2">{missing}</p>
        )}
        <div className="text-right max-sm:col-start-2 max-sm:row-start-1">
          <p className={cn("font-semibold", health !== null && levelLooks[level].text)}>
            {formatValue(value, unit)}
          </p>
          <p className="text-2xs text-muted-foreground">
            {cost === null || cost === 0
              ? `weight ${formatShare(weight)}`
              : `−${formatDigits(cost)} points`}
          </p>
          {crossed !== null && <Badge tone={crossed}>{crossed}</Badge>}
        </div>
        {history.length > 1 && (
          <Sparkline
            points={history}
            label={`${name}, 24 h`}
            unit={unit}
            className="max-sm:hidden"
          />
        )}
      </div>
      {open && (
        <div
          id={panelId}
          className="grid grid-cols-1 gap-4 bg-background/60 px-3 pt-2 pb-3 lg:grid-cols-2"
        >
          <IndicatorChart indicator={indicator} />
          <ExplanationView explanation={explainIndicator(indicator)} renderSignal={renderSignal} />
        </div>
      )}
    </li>
  );
}
