"use client";
import type { Rule } from "@headroom/contracts";
import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/queries";
import { useTimeRange } from "@/time/time-range";
import { aggregatedUnit, unitOf } from "./signal-words";

const MOST_METRICS = 200;

/** Tells the unit of a rule's values; empty while the metrics load and where one is unknown. */
export function useRuleUnits(): (rule: Pick<Rule, "definition">) => string {
  const { from, to } = useTimeRange();
  const { data } = useQuery(apiQuery("listMetrics", { query: { from, to, limit: MOST_METRICS } }));
  return ({ definition: { signal } }) => {
    if (signal.type !== "metric") return unitOf(signal, "");
    const metric = data?.items.find(({ name }) => name === signal.metric);
    return aggregatedUnit(metric?.unit ?? "", signal.aggregation);
  };
}
