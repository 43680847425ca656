import type { AttributeFilter, MetricSeries } from "@headroom/contracts";
import type { MetricSignal, RuleKind } from "@/features/rules/rule-types";
import { hrefTo } from "@/time/range-href";

/** What the explorer shows, as far as a rule can watch it. */
export interface WatchedMetric {
  readonly metric: string;
  readonly aggregation: MetricSeries["aggregation"];
  readonly service: string | null;
  readonly filters: readonly AttributeFilter[];
  readonly groupBy: readonly string[];
}

/**
 * Address of the rule editor, filled with this metric as the signal (contracts' `ruleSignal`), for
 * a rule of `kind`.
 */
export function alertHref(watched: WatchedMetric, kind: RuleKind = "threshold"): string {
  return hrefTo("/alerts/rules/new", {
    signal: JSON.stringify(watchedSignal(watched)),
    kind: kind === "threshold" ? null : kind,
  });
}

/** This metric as a signal, with its groups. */
export function watchedSignal(watched: WatchedMetric): MetricSignal {
  return { ...oneSeries(watched), groupBy: [...watched.groupBy] };
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

/** The signal that a chart of loaded series shows. */
export function signalOfSeries(
  { metric, aggregation }: Pick<MetricSeries, "metric" | "aggregation">,
  shown: Pick<WatchedMetric, "service" | "filters" | "groupBy">,
): MetricSignal {
  const { service, filters, groupBy } = shown;
  return watchedSignal({ metric, aggregation, service, filters, groupBy });
}
