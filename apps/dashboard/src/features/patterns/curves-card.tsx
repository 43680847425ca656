"use client";
import type { CapacityCurve, PatternDetail } from "@headroom/contracts";
import { ExplainPopover } from "@/components/explain/explain-popover";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { isWorthDrawing } from "@/features/capacity/curve-size";
import { CurveChart, type CurveChartProps } from "@/features/capacity/curve-chart";

/** How much load a pattern can take: curves with today, the forecast peak and the limit. */
export function CurvesCard({ curves }: { curves: PatternDetail["curves"] }) {
  if (curves.length === 0) return null;
  return (
    <Card aria-label="Capacity curves">
      <CardHeader title="What happens when the load grows" />
      <CardContent className="flex flex-col gap-5">
        {curves.map((curve) => (
          <section key={curve.title} aria-label={curve.title}>
            <div className="mb-1 flex flex-wrap items-center gap-x-2">
              <h3 className="text-xs font-semibold">{curve.title}</h3>
              <ExplainPopover label={curve.title} explanation={curve.explanation} />
            </div>
            <p className="mb-1 text-xs text-muted-foreground">{curve.explanation.sentence}</p>
            {isWorthDrawing(curve) ? (
              <CurveChart
                title={curve.title}
                loadUnit={curve.loadUnit}
                valueUnit={curve.valueUnit}
                line={curve.line}
                measured={curve.measured}
                marks={marksOf(curve)}
                limit={curve.limit}
              />
            ) : (
              <p className="rounded border border-dashed px-3 py-4 text-center text-xs text-muted-foreground">
                Next to nothing at every load that is near: no curve is drawn.
              </p>
            )}
          </section>
        ))}
      </CardContent>
    </Card>
  );
}

function marksOf({ today, peak }: CapacityCurve): CurveChartProps["marks"] {
  return [
    ...(today === null ? [] : [{ label: "today", at: today, tone: "accent" as const }]),
    ...(peak === null ? [] : [{ label: "peak", at: peak, tone: "warning" as const }]),
  ];
}
