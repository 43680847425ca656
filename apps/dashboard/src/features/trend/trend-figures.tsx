"use client";
import type { TrendAnswer } from "@headroom/contracts";
import { ArrowDownRight, ArrowRight, ArrowUpRight } from "lucide-react";
import type { ReactNode } from "react";
import { IntervalBar } from "@/components/charts/interval-bar";
import { ExplainPopover } from "@/components/explain/explain-popover";
import type { Explanation } from "@/components/explain/explanation";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/class-names";
import { formatRatio, formatValue } from "@/format/unit";
import { SeasonFigure } from "./season-figure";
import { describeInterval, directionWords, formatSigned } from "./trend-words";

const arrows = { rising: ArrowUpRight, falling: ArrowDownRight, steady: ArrowRight } as const;

/** Level, slope, season and noise; each opens to its sentence, formula and inputs. */
export function TrendFigures({
  trend,
  unit,
  isShort,
}: {
  trend: TrendAnswer;
  unit: string;
  /** The range is too short for older history to be read. */
  isShort: boolean;
}) {
  const { level, slope, season, noise } = trend;
  if (level === null || slope === null || season === null || noise === null) return null;
  const { perDay, direction } = slope;
  const Arrow = arrows[direction];
  const reach = Math.max(Math.abs(perDay.low), Math.abs(perDay.high));
  const noiseShare = level.value === 0 ? null : noise.value / Math.abs(level.value);
  return (
    <div className="grid grid-cols-2 gap-3 xl:grid-cols-[1fr_1.2fr_2.2fr_1fr]">
      <Figure
        title="Level"
        value={formatValue(level.value, unit)}
        explanation={level}
        detail="Now, without the season"
      />
      <Figure
        title="Slope"
        value={
          <span className="inline-flex items-center gap-1">
            <Arrow className="size-4 text-muted-foreground" aria-hidden />
            {direction === "steady"
              ? directionWords.steady
              : `${formatSigned(perDay.value, unit)} a day`}
          </span>
        }
        explanation={slope}
        detail={`${describeInterval(perDay, unit)} a day`}
      >
        <IntervalBar {...perDay} from={-reach} to={reach} neutral={0} />
      </Figure>
      <SeasonFigure
        season={season}
        unit={unit}
        isShort={isShort}
        className="col-span-2 max-xl:order-last xl:col-span-1"
      />
      <Figure
        title="Noise"
        value={`± ${formatValue(noise.value, unit)}`}
        explanation={noise}
        detail={
          noiseShare === null ? "Around the level" : `${formatRatio(noiseShare)} of the level`
        }
        className="max-xl:col-span-2"
      >
        {noiseShare !== null && (
          <span aria-hidden className="block h-1.5 overflow-hidden rounded-xs bg-muted">
            <span
              className="block h-full bg-accent/60"
              style={{ width: `${Math.min(100, noiseShare * 100)}%` }}
            />
          </span>
        )}
      </Figure>
    </div>
  );
}

function Figure({
  title,
  value,
  explanation,
  detail,
  className,
  children,
}: {
  title: string;
  value: ReactNode;
  explanation: Explanation;
  detail: string;
  className?: string;
  children?: ReactNode;
}) {
  return (
    <Card className={cn("flex flex-col gap-1 px-3 py-2.5", className)}>
      <h2 className="text-xs text-muted-foreground">{title}</h2>
      <ExplainPopover explanation={explanation} label={title} className="self-start">
        <span className="text-base font-semibold">{value}</span>
      </ExplainPopover>
      <p className="text-xs text-muted-foreground">{detail}</p>
      {children}
    </Card>
  );
}
