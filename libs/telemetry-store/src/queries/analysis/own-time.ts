import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { badQuery } from "../conditions.ts";
import { countField, floatField } from "../row-fields.ts";
import { noSpanId } from "../span-conditions.ts";
import type { TimeRange } from "../time-range.ts";
import { callsSql } from "./call-graph.ts";
import { sampleTraces } from "./span-sample.ts";

/** What the entry calls of a service take without waiting for other services, step by step. */
export interface OwnTimeSeries {
  readonly service: string;
  /** Start of the step (ms) and mean own time of an entry call (ms). */
  readonly points: [timeMs: number, ownMs: number][];
}

const mostServices = 100;
const mostSteps = 600;
const row = z.object({
  service: z.string(),
  points: z.array(z.tuple([countField, floatField])),
});

/**
 * Mean own time of the entry calls of each service, at most 100 services and 600 steps: duration
 * less what the service's calls to other services took in the same trace, calls side by side
 * counted once where the trace enters the service once. Databases that send no spans count as own
 * time. Read from whole traces, of about 300,000 spans at most.
 */
export async function readOwnTimes(
  runner: QueryRunner,
  args: TimeRange & { readonly stepMs: number },
): Promise<OwnTimeSeries[]> {
  if (!(args.stepMs >= 1_000) || (args.toMs - args.fromMs) / args.stepMs > mostSteps) {
    throw badQuery(`Own times have steps of a second at least, and at most ${mostSteps} of them.`);
  }
  const { conditions } = await sampleTraces(runner, args);
  const step = conditions.bind("Int64", String(args.stepMs * 1_000_000));
  const where = conditions.sql();
  const rows = await runner.run({
    name: "analysis.own-times",
    sql: `SELECT service, arraySort(groupArray((slot, own_ms))) AS points, sum(entries) AS weight
FROM (
  SELECT service, intDiv(first_ns, ${step}) AS slot, sum(calls) AS entries,
    sum(greatest(0, spent_ns - if(calls = 1, least(waited_ns, toFloat64(waited_extent)), waited_ns)))
      / entries / 1e6 AS own_ms
  FROM (
    SELECT trace_id, toString(service_name) AS service, count() AS calls,
      sum(toFloat64(duration_ns)) AS spent_ns, min(toUnixTimestamp64Nano(timestamp)) AS first_ns
    FROM spans WHERE ${where} AND (kind IN (2, 5) OR parent_span_id = ${noSpanId})
    GROUP BY trace_id, service
  ) AS entry
  LEFT JOIN (
    SELECT trace_id, caller, sum(toFloat64(duration_ns)) AS waited_ns,
      max(start_ns + toInt64(duration_ns)) - min(start_ns) AS waited_extent
    FROM (${callsSql(where)})
    GROUP BY trace_id, caller
  ) AS wait
  ON entry.trace_id = wait.trace_id AND entry.service = wait.caller
  GROUP BY service, slot
)
GROUP BY service ORDER BY weight DESC, service LIMIT ${mostServices}`,
    parameters: conditions.parameters(),
    row,
  });
  return rows.map(({ service, points }) => ({
    service,
    points: points.map(([slot, ownMs]) => [slot * args.stepMs, ownMs ?? 0]),
  }));
}
