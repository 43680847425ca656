import { formatError } from "../lifecycle/format-error.ts";
import type { RuleDefinition, Signal, Window, WindowResult } from "@headroom/alerting";
import type { TelemetryQueries, TelemetryStore, WindowSignal } from "@headroom/telemetry-store";

/** Tables whose rows a signal is made of. */
const tablesOf = {
  red: ["spans"],
  logs: ["logs"],
  metric: ["metrics_number", "metrics_histogram", "metrics_exp_histogram", "metrics_summary"],
} as const;

/**
 * Time (ms) up to which everything that this process acknowledged can be queried. A window that
 * ends later would be judged on part of its data.
 */
export function dataUptoMs(
  telemetry: Pick<TelemetryStore, "loadedThrough">,
  rule: RuleDefinition,
): number {
  return Math.min(...tablesOf[rule.signal.type].map((table) => telemetry.loadedThrough(table)));
}

/** Reads one window of a rule's signal; a failed query becomes an `error` result, never a throw. */
export async function readWindow(
  queries: TelemetryQueries,
  rule: RuleDefinition,
  window: Window,
): Promise<WindowResult> {
  try {
    const { groups, truncated } = await querySignal(queries, rule.signal, window);
    return { kind: "values", groups, truncated };
  } catch (error) {
    return { kind: "error", message: formatError(error) };
  }
}

/** The value of each group of a signal in one window. @throws TelemetryStoreError */
export function querySignal(queries: TelemetryQueries, signal: Signal, window: Window) {
  const read = toWindowSignal(signal);
  switch (read.type) {
    case "metric":
      return queries.aggregateMetric({ ...read, ...window });
    case "red":
      return queries.aggregateRed({ ...read, ...window });
    case "logs":
      return queries.countLogs({ ...read, ...window });
  }
}

/** A rule's signal in the words of the store. */
export function toWindowSignal(signal: Signal): WindowSignal {
  switch (signal.type) {
    case "metric":
    case "red":
      return signal;
    case "logs": {
      const { type, service, minSeverity, query: q, filters: attributes, groupBy } = signal;
      return { type, service, minSeverity, q, attributes, groupBy };
    }
  }
}
