import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { metricTableOf } from "../metric-catalog.ts";
import type { MetricType } from "../metric-catalog.ts";
import { countField } from "../row-fields.ts";
import { instanceSql } from "./metric-instance.ts";
import { bindEvidenceScope } from "./metric-scope.ts";
import type { TimeRange } from "../time-range.ts";

/** Instances of a service that sent a metric in one step, ms since 1970. */
export interface InstanceCount {
  readonly atMs: number;
  readonly instances: number;
}

/**
 * How many instances of a service sent one metric, step by step: the number of instances over a
 * long time at the price of one metric. Instances without an identity count as one.
 */
export async function countInstances(
  runner: QueryRunner,
  args: TimeRange & {
    readonly service: string;
    readonly metric: string;
    readonly type: MetricType;
    readonly stepMs: number;
  },
): Promise<InstanceCount[]> {
  const selection = { ...args, names: [args.metric], maxSeries: 0 };
  const scope = bindEvidenceScope(selection, false);
  const rows = await runner.run({
    name: "evidence.instances",
    sql: `SELECT slot, uniqExact(instance) AS instances
FROM (
  SELECT series_id, ${scope.slot} AS slot, any(${instanceSql}) AS instance
  FROM ${metricTableOf(args.type)} WHERE ${scope.where}
  GROUP BY series_id, slot
)
GROUP BY slot ORDER BY slot LIMIT 10000`,
    parameters: scope.conditions.parameters(),
    row: z.object({ slot: countField, instances: countField }),
  });
  return rows.map(({ slot, instances }) => ({ atMs: args.fromMs + slot * args.stepMs, instances }));
}
