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

/** Which values of an attribute to return. */
export interface ValueSelection {
  readonly key: string;
  /** Text the value must contain. */
  readonly q?: string | undefined;
  readonly limit?: number | undefined;
}

/** Values of one attribute in a sample of 200,000 records, most frequent first. */
export function readAttributeValues(
  runner: QueryRunner,
  args: FacetSelection & ValueSelection,
): Promise<Facet[]> {
  return readValues(runner, tableOf(args.signal), selectFrom(args), args);
}

/** Values of one attribute in a sample of what `conditions` select from a table. */
export async function readValues(
  runner: QueryRunner,
  table: string,
  conditions: Conditions,
  args: ValueSelection,
): Promise<Facet[]> {
  const value = attributeExpression(conditions, args.key);
  conditions.add(`${value} != ''`);
  if (args.q) {
    const needle = conditions.bind("String", args.q);
    conditions.add(`positionCaseInsensitiveUTF8(${value}, ${needle}) > 0`);
  }
  return runner.run({
    name: "facets.values",
    sql: `SELECT name, count() AS count FROM (
  SELECT ${value} AS name FROM ${table} WHERE ${conditions.sql()} LIMIT ${valueSampleRows}
)
GROUP BY name ORDER BY count DESC, name LIMIT ${clampLimit(args.limit, 50, 200)}`,
    parameters: conditions.parameters(),
    row: facetRow,
  });
}

const resourceRow = z.object({ name: z.string(), values: z.array(z.string()) });

/** Resource attributes of a service's recent spans: key and up to 10 values, at most 100 keys. */
export async function readResourceAttributes(
  runner: QueryRunner,
  args: TimeRange & { readonly service: string },
): Promise<Record<string, string[]>> {
  const conditions = selectFrom({ ...args, signal: "traces" });
  const rows = await runner.run({
    name: "facets.resource",
    sql: `SELECT toString(pair.1) AS name, arraySort(groupUniqArray(10)(pair.2)) AS values
FROM (
  SELECT arrayJoin(arrayZip(mapKeys(resource_attributes), mapValues(resource_attributes))) AS pair
  FROM (SELECT resource_attributes FROM spans WHERE ${conditions.sql()} LIMIT ${keySampleRows})
)
GROUP BY name ORDER BY name LIMIT 100`,
    parameters: conditions.parameters(),
    row: resourceRow,
  });
  return Object.fromEntries(rows.map((row) => [row.name, row.values]));
}
