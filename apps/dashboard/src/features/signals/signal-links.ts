import type { Signal } from "@/features/rules/rule-types";
import { severityName } from "@/features/rules/signal-words";
import { newRuleHref } from "@/features/services/alert-link";
import { serviceHref } from "@/features/services/service-name";
import { hrefTo } from "@/time/range-href";
import { withoutGroups, writeSignal } from "./one-series";

/** A range for a link, ISO 8601; without it the page's range goes along. */
export interface LinkRange {
  readonly from: string;
  readonly to: string;
}

/** Address of the trend of a signal, read as one series. */
export function trendHref(signal: Signal, range?: LinkRange): string {
  return hrefTo("/trend", { signal: writeSignal(withoutGroups(signal)), ...range });
}

/** Address of what moved with a signal, read as one series. */
export function correlationHref(signal: Signal, range?: LinkRange): string {
  return hrefTo("/correlation", { signal: writeSignal(withoutGroups(signal)), ...range });
}

/** Address of a new alert rule on a signal. */
export function ruleHref(signal: Signal): string {
  return newRuleHref(signal);
}

/** Address where the data of a signal is looked at: the explorer, a service or the log search. */
export function exploreHref(signal: Signal, range?: LinkRange): string {
  const { service } = signal;
  switch (signal.type) {
    case "metric": {
      const { metric, aggregation, filters } = signal;
      return hrefTo("/metrics", { metric, aggregation, service, ...someOf(filters), ...range });
    }
    case "red":
      return service
        ? hrefTo(serviceHref(service), { operation: signal.operation, ...range })
        : hrefTo("/services", { ...range });
    case "logs": {
      const { query, filters, minSeverity } = signal;
      return hrefTo("/logs", {
        service,
        q: query,
        minSeverity: minSeverity === undefined ? null : severityName(minSeverity),
        ...someOf(filters),
        ...range,
      });
    }
  }
}

function someOf(filters: readonly unknown[]): { filters?: readonly unknown[] } {
  return filters.length === 0 ? {} : { filters };
}
