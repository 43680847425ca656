import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { createConditions } from "../conditions.ts";
import { countField, floatField } from "../row-fields.ts";
import { addTimeRange, nsOfMs } from "../time-range.ts";
import type { TimeRange } from "../time-range.ts";

/** Means of a gauge, step by step, for one service and one set of attribute values. */
export interface GaugeMeans {
  readonly service: string;
  /** In the order of the keys asked for; the empty string where an attribute is absent. */
  readonly values: readonly string[];
  /** Start of the step (ms) and mean; steps without data are absent. */
  readonly points: readonly [timeMs: number, value: number][];
}

const row = z.object({
  service: z.string(),
  label_values: z.array(z.string()),
  points: z.array(z.tuple([countField, floatField])),
});

/** Most series that one answer holds. */
const maxSeries = 5_000;

/**
 * Means of one gauge for many services at once, at most 5,000 series, in the order of their
 * services; `scope` is the instrumentation scope that recorded it.
 */
export async function readGaugeMeans(
  runner: QueryRunner,
  args: TimeRange & {
    readonly metric: string;
    readonly scope: string;
    readonly keys: readonly string[];
    readonly service?: string | undefined;
    readonly stepMs: number;
  },
): Promise<GaugeMeans[]> {
  const conditions = createConditions();
  conditions.add(`metric_name = ${conditions.bind("String", args.metric)}`);
  conditions.add(`scope_name = ${conditions.bind("String", args.scope)}`);
  if (args.service !== undefined) {
    conditions.add(`service_name = ${conditions.bind("String", args.service)}`);
  }
  addTimeRange(conditions, args);
  const keys = conditions.bind("Array(String)", args.keys);
  const stepNs = conditions.bind("Int64", nsOfMs(args.stepMs));
  const rows = await runner.run({
    name: "evidence.gauge-means",
    sql: `SELECT toString(service_name) AS service, label_values,
  arraySort(groupArray((slot, mean))) AS points
FROM (
  SELECT service_name, arrayMap(key -> attributes[key], ${keys}) AS label_values,
    intDiv(toUnixTimestamp64Nano(timestamp), ${stepNs}) AS slot, avg(value) AS mean
  FROM metrics_number WHERE ${conditions.sql()}
  GROUP BY service_name, label_values, slot
)
GROUP BY service_name, label_values ORDER BY service, label_values LIMIT ${maxSeries}`,
    parameters: conditions.parameters(),
    row,
  });
  return rows.map(({ service, label_values: values, points }) => ({
    service,
    values,
    points: points.flatMap(([slot, value]): [number, number][] =>
      value === null ? [] : [[slot * args.stepMs, value]],
    ),
  }));
}
