import type { AttributeFilter, MetricSeries } from "@headroom/contracts";
import type { MetricSignal } from "@/features/rules/rule-types";
import { hrefTo } from "@/time/range-href";

/** What the explorer shows, as far as a rule can watch it. */
export interface WatchedMetric {
  readonly metric: string;
  readonly aggregation: MetricSeries["aggregation"];
  readonly service: string | null;
  readonly filters: readonly AttributeFilter[];
  readonly groupBy: readonly string[];
}

/** Address of the rule editor, filled with this metric as the signal (contracts' `ruleSignal`). */
export function alertHref(watched: WatchedMetric): string {
  const { metric, aggregation, service, filters, groupBy } = watched;
  const signal = {
    type: "metric",
    metric,
    aggregation,
    ...(service === null ? {} : { service }),
    filters,
    groupBy,
  };
  return hrefTo("/alerts/rules/new", { signal: JSON.stringify(signal) });
}

/** This metric as one series, without its groups: what trend and correlation read. */
export function oneSeries(watched: WatchedMetric): MetricSignal {
  const { metric, aggregation, service, filters } = watched;
  return {
    type: "metric",
    metric,
    aggregation,
    ...(service === null ? {} : { service }),
    filters: [...filters],
    groupBy: [],
  };
}
