import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { countField } from "../row-fields.ts";
import { noSpanId } from "../span-conditions.ts";
import type { TimeRange } from "../time-range.ts";
import { sampleTraces } from "./span-sample.ts";

/** A service that calls another, or sends messages that another takes. */
export interface ServiceCall {
  readonly caller: string;
  readonly callee: string;
  /** Calls seen in the sampled traces. */
  readonly calls: number;
}

/** Calls between services, at most 500 edges, the most used first. */
export interface ServiceCalls {
  readonly edges: ServiceCall[];
  /** Every how manyth trace was read; 1 = all. */
  readonly oneIn: number;
}

const mostEdges = 500;
const edgeRow = z.object({ caller: z.string(), callee: z.string(), calls: countField });

/** SQL of the calls from one service to another in the same trace, with the caller's side of it. */
export function callsSql(where: string): string {
  return `SELECT outer_span.trace_id AS trace_id, toString(outer_span.service_name) AS caller,
    toString(inner_span.service_name) AS callee, outer_span.start_ns AS start_ns,
    outer_span.duration_ns AS duration_ns
  FROM (
    SELECT trace_id, parent_span_id, service_name FROM spans
    WHERE ${where} AND parent_span_id != ${noSpanId} AND kind IN (2, 5)
  ) AS inner_span
  INNER JOIN (
    SELECT trace_id, span_id, service_name, toUnixTimestamp64Nano(timestamp) AS start_ns, duration_ns
    FROM spans WHERE ${where} AND kind IN (1, 3, 4)
  ) AS outer_span
  ON outer_span.trace_id = inner_span.trace_id AND outer_span.span_id = inner_span.parent_span_id
  WHERE outer_span.service_name != inner_span.service_name`;
}

/**
 * Who calls whom: a client or producer span that is the parent of another service's server or
 * consumer span. Read from whole traces, of about 300,000 spans at most.
 */
export async function readServiceCalls(
  runner: QueryRunner,
  range: TimeRange,
): Promise<ServiceCalls> {
  const { conditions, oneIn } = await sampleTraces(runner, range);
  const edges = await runner.run({
    name: "analysis.service-calls",
    sql: `SELECT caller, callee, count() AS calls FROM (
  ${callsSql(conditions.sql())}
)
GROUP BY caller, callee ORDER BY calls DESC, caller, callee LIMIT ${mostEdges}`,
    parameters: conditions.parameters(),
    row: edgeRow,
  });
  return { edges, oneIn };
}
