"use client";
import type { AssessedIndicator } from "@headroom/contracts";
import { useMemo } from "react";
import type { ChartThreshold } from "@/components/charts/chart-types";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { describeLimit } from "./limit-words";

const DAY_MS = 86_400_000;

/** An indicator over the last 24 hours with the lines of its limits. */
export function IndicatorChart({ indicator }: { indicator: AssessedIndicator }) {
  const { id, name, unit, history } = indicator;
  const toMs = history.at(-1)?.[0] ?? 0;
  const series = useMemo(() => [{ id, label: name, points: history }], [id, name, history]);
  const thresholds = useMemo(() => limitLines(indicator), [indicator]);
  if (history.length === 0) {
    return (
      <p className="grid min-h-24 place-items-center text-xs text-muted-foreground">
        Its history starts with the next assessments.
      </p>
    );
  }
  return (
    <TimeSeriesChart
      title={`${name}, last 24 hours`}
      series={series}
      unit={unit}
      fromMs={Math.min(history[0]?.[0] ?? toMs, toMs - DAY_MS / 24)}
      toMs={toMs}
      heightPx={150}
      thresholds={thresholds}
      onZoom={null}
      legend="none"
    />
  );
}

/** Limits in the indicator's own unit, each value once. */
export function limitLines({
  limits,
  unit,
}: Pick<AssessedIndicator, "limits" | "unit">): readonly ChartThreshold[] {
  const lines = new Map<number, ChartThreshold>();
  for (const limit of limits) {
    if (limit.unit !== unit || lines.has(limit.value)) continue;
    lines.set(limit.value, {
      value: limit.value,
      label: `${limit.severity} ${describeLimit(limit).slice(0, 1)}`,
      tone: limit.severity,
    });
  }
  return [...lines.values()];
}
