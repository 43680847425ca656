import { ATTR_EXCEPTION_TYPE } from "@opentelemetry/semantic-conventions";
import { z } from "zod";
import type { QueryRunner } from "../../driver/query-runner.ts";
import { createConditions } from "../conditions.ts";
import { countField } from "../row-fields.ts";
import { addTimeRange } from "../time-range.ts";
import type { TimeRange } from "../time-range.ts";

/**
 * Number of log records of a service whose body or exception type contains each fragment, in the
 * order of the fragments; the case counts.
 */
export async function countLogFragments(
  runner: QueryRunner,
  args: TimeRange & { readonly service: string; readonly fragments: readonly string[] },
): Promise<number[]> {
  if (args.fragments.length === 0) return [];
  const conditions = createConditions();
  conditions.add(`service_name = ${conditions.bind("String", args.service)}`);
  addTimeRange(conditions, args);
  const fragments = conditions.bind("Array(String)", args.fragments);
  const rows = await runner.run({
    name: "evidence.log-fragments",
    sql: `SELECT sumForEach(arrayMap(needle -> toUInt64(position(text, needle) > 0), ${fragments})) AS counts
FROM (
  SELECT concat(body, '\\n', attributes['${ATTR_EXCEPTION_TYPE}']) AS text
  FROM logs WHERE ${conditions.sql()}
)`,
    parameters: conditions.parameters(),
    row: z.object({ counts: z.array(countField) }),
  });
  const counts = rows[0]?.counts ?? [];
  return args.fragments.map((_, index) => counts[index] ?? 0);
}
