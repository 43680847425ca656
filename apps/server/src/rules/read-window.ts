import { formatError } from "../lifecycle/format-error.ts";
import type { RuleDefinition, Window, WindowResult } from "@headroom/alerting";
import type { TelemetryQueries } from "@headroom/telemetry-store";

/** Reads one window of a rule's signal; a failed query becomes an `error` result, never a throw. */
export async function readWindow(
  queries: TelemetryQueries,
  rule: RuleDefinition,
  window: Window,
): Promise<WindowResult> {
  try {
    const { groups, truncated } = await query(queries, rule, window);
    return { kind: "values", groups, truncated };
  } catch (error) {
    return { kind: "error", message: formatError(error) };
  }
}

function query(queries: TelemetryQueries, { signal }: RuleDefinition, window: Window) {
  switch (signal.type) {
    case "metric":
      return queries.aggregateMetric({ ...signal, ...window });
    case "red":
      return queries.aggregateRed({ ...signal, ...window });
    case "logs":
      return queries.countLogs({ ...signal, ...window });
  }
}
