"use client";
import { useMetric } from "./metric-fields";
import type { Signal } from "./rule-types";
import { aggregatedUnit, unitOf } from "./signal-words";

/** Unit of a signal's values: what the preview answered, else what is known of the metric. */
export function useSignalUnit(signal: Signal, answered: string | undefined): string {
  const name = signal.type === "metric" ? signal.metric : "";
  const metric = useMetric(name, signal.service || null);
  if (signal.type !== "metric") return unitOf(signal, "");
  return unitOf(signal, answered ?? aggregatedUnit(metric?.unit ?? "", signal.aggregation));
}
