import { z } from "zod";
import type { QueryRunner } from "../driver/query-runner.ts";
import { attributeExpression } from "./attribute-filter.ts";
import { clampLimit, createConditions } from "./conditions.ts";
import type { Conditions } from "./conditions.ts";
import { countField } from "./row-fields.ts";
import { addTimeRange } from "./time-range.ts";
import type { TimeRange } from "./time-range.ts";

/** Spans or log records. */
export type FacetSignal = "traces" | "logs";

/** An attribute key or value and how often it is in the sample. */
export interface Facet {
  readonly name: string;
  readonly count: number;
}

/** Which records to sample. */
export interface FacetSelection extends TimeRange {
  readonly signal: FacetSignal;
  readonly service?: string | undefined;
}

const keySampleRows = 20_000;
const valueSampleRows = 200_000;
const facetRow = z.object({ name: z.string(), count: countField });

function tableOf(signal: FacetSignal): string {
  return signal === "traces" ? "spans" : "logs";
}

function selectFrom(args: FacetSelection): Conditions {
  const conditions = createConditions();
  addTimeRange(conditions, args);
  if (args.service !== undefined) {
    conditions.add(`service_name = ${conditions.bind("String", args.service)}`);
  }
  return conditions;
}

/** SQL that counts the keys of a sample; resource keys get the prefix `resource.`. */
export function keyCountSql(table: string, where: string): string {
  return `SELECT name, count() AS count FROM (
  SELECT arrayJoin(arrayConcat(
    arrayMap(k -> toString(k), mapKeys(attributes)),
    arrayMap(k -> concat('resource.', k), mapKeys(resource_attributes)))) AS name
  FROM (SELECT attributes, resource_attributes FROM ${table} WHERE ${where} LIMIT ${keySampleRows})
)
GROUP BY name ORDER BY count DESC, name LIMIT 500`;
}

/** Attribute keys in a sample of 20,000 records, most frequent first; at most 500. */
export async function readAttributeKeys(
  runner: QueryRunner,
  args: FacetSelection,
): Promise<Facet[]> {
  const conditions = selectFrom(args);
  return runner.run({
    name: "facets.keys",
    sql: keyCountSql(tableOf(args.signal), conditions.sql()),
    parameters: conditions.parameters(),
    row: facetRow,
  });
}

/** Values of one attribute in a sample of 200,000 records, most frequent first. */
export async function readAttributeValues(
  runner: QueryRunner,
  args: FacetSelection & {
    readonly key: string;
    /** Text the value must contain. */
    readonly q?: string | undefined;
    readonly limit?: number | undefined;
  },
): Promise<Facet[]> {
  const conditions = selectFrom(args);
  const value = attributeExpression(conditions, args.key);
  conditions.add(`${value} != ''`);
  if (args.q) {
    const needle = conditions.bind("String", args.q);
    conditions.add(`positionCaseInsensitiveUTF8(${value}, ${needle}) > 0`);
  }
  return runner.run({
    name: "facets.values",
    sql: `SELECT name, count() AS count FROM (
  SELECT ${value} AS name FROM ${tableOf(args.signal)} WHERE ${conditions.sql()} LIMIT ${valueSampleRows}
)
GROUP BY name ORDER BY count DESC, name LIMIT ${clampLimit(args.limit, 50, 200)}`,
    parameters: conditions.parameters(),
    row: facetRow,
  });
}
