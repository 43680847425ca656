import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { createConditions } from "../conditions.ts";
import type { MetricType } from "../metric-catalog.ts";

/** A metric of a service as it was sent. */
export interface MetricName {
  readonly metric: string;
  readonly type: MetricType;
  readonly isMonotonic: boolean;
  readonly unit: string;
}

const row = z.object({
  metric: z.string(),
  metric_type: z.enum(["gauge", "sum", "histogram", "exp_histogram", "summary"]),
  monotonic: z.number(),
  metric_unit: z.string(),
});

const maxNames = 5_000;

/** Metrics that a service sent since `fromMs`, by name and type; at most 5,000. */
export async function readMetricNames(
  runner: QueryRunner,
  { service, fromMs }: { readonly service: string; readonly fromMs: number },
): Promise<MetricName[]> {
  const conditions = createConditions();
  conditions.add(`service_name = ${conditions.bind("String", service)}`);
  const from = conditions.bind("Int64", String(Math.floor(fromMs)));
  const rows = await runner.run({
    name: "evidence.metric-names",
    sql: `SELECT toString(metric_name) AS metric, toString(type) AS metric_type,
  is_monotonic AS monotonic, argMax(unit, last_seen) AS metric_unit, max(last_seen) AS latest
FROM metric_catalog WHERE ${conditions.sql()}
GROUP BY metric, metric_type, monotonic
HAVING latest >= fromUnixTimestamp64Milli(${from}, 'UTC')
ORDER BY metric LIMIT ${maxNames}`,
    parameters: conditions.parameters(),
    row,
  });
  return rows.map((one) => ({
    metric: one.metric,
    type: one.metric_type,
    isMonotonic: one.monotonic === 1,
    unit: one.metric_unit,
  }));
}
