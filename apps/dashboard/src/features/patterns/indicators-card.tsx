"use client";
import type { AssessedIndicator } from "@headroom/contracts";
import { parseAsString, useQueryState } from "nuqs";
import { useMemo, type ReactNode } from "react";
import { Card, CardHeader } from "@/components/ui/card";
import { IndicatorRow } from "./indicator-row";
import { showAsShare, sortIndicators } from "./indicator-view";

/** The indicators of a pattern, what costs most first; the open one is in the URL. */
export function IndicatorsCard({
  indicators,
  renderSignal,
}: {
  indicators: readonly AssessedIndicator[];
  renderSignal: (signal: string) => ReactNode;
}) {
  const [open, setOpen] = useQueryState("indicator", parseAsString);
  const sorted = useMemo(() => sortIndicators(indicators).map(showAsShare), [indicators]);
  const measured = indicators.filter(({ health }) => health !== null).length;
  return (
    <Card aria-label="Indicators">
      <CardHeader
        title="Indicators"
        description={`${measured} of ${indicators.length} are in the score, what costs most first. Open one for its formula, calculation and sources.`}
      />
      <ul>
        {sorted.map((indicator) => (
          <IndicatorRow
            key={indicator.id}
            indicator={indicator}
            open={open === indicator.id}
            onToggle={() => void setOpen(open === indicator.id ? null : indicator.id)}
            renderSignal={renderSignal}
          />
        ))}
      </ul>
    </Card>
  );
}
