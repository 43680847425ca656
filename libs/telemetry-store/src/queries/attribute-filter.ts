import { ATTR_SERVICE_NAME } from "@opentelemetry/semantic-conventions";
import { badQuery } from "./conditions.ts";
import type { Conditions } from "./conditions.ts";

/** A condition on one attribute; keys of resource attributes start with `resource.`. */
export interface AttributeFilter {
  readonly key: string;
  readonly op: "=" | "!=" | "exists" | "contains";
  /** Needed for all but `exists`. An absent attribute counts as the empty string. */
  readonly value?: string | undefined;
}

const resourcePrefix = "resource.";
const maxFilters = 20;
const maxKeyLength = 500;

interface AttributePlace {
  readonly column: "attributes" | "resource_attributes";
  readonly key: string;
}

function placeOf(key: string): AttributePlace {
  if (key === "" || key.length > maxKeyLength) {
    throw badQuery("An attribute key must have between 1 and 500 characters.");
  }
  return key.startsWith(resourcePrefix)
    ? { column: "resource_attributes", key: key.slice(resourcePrefix.length) }
    : { column: "attributes", key };
}

/** True for the keys that mean the service itself. */
export function isServiceKey(key: string): boolean {
  return (
    key === "service" ||
    key === ATTR_SERVICE_NAME ||
    key === `${resourcePrefix}${ATTR_SERVICE_NAME}`
  );
}

/** SQL of an attribute's value as a String; the key is bound. */
export function attributeExpression(conditions: Conditions, key: string): string {
  if (isServiceKey(key)) return "toString(service_name)";
  const place = placeOf(key);
  return `${place.column}[${conditions.bind("String", place.key)}]`;
}

function addOne(conditions: Conditions, filter: AttributeFilter): void {
  if (filter.op === "exists") {
    if (isServiceKey(filter.key)) return conditions.add("service_name != ''");
    const place = placeOf(filter.key);
    const key = conditions.bind("String", place.key);
    return conditions.add(`mapContains(${place.column}, ${key})`);
  }
  if (filter.value === undefined) {
    throw badQuery(`The filter on ${filter.key} needs a value.`);
  }
  const value = conditions.bind("String", filter.value);
  const expression = isServiceKey(filter.key)
    ? "service_name"
    : attributeExpression(conditions, filter.key);
  if (filter.op === "contains") {
    return conditions.add(`positionCaseInsensitiveUTF8(${expression}, ${value}) > 0`);
  }
  conditions.add(`${expression} ${filter.op === "!=" ? "!=" : "="} ${value}`);
}

/** Adds every filter; all must hold. Throws `bad_query` for more than 20 or a missing value. */
export function addAttributeFilters(
  conditions: Conditions,
  filters: readonly AttributeFilter[] | undefined,
): void {
  if (!filters) return;
  if (filters.length > maxFilters) throw badQuery("Use at most 20 attribute filters.");
  for (const filter of filters) addOne(conditions, filter);
}

const maxGroupKeys = 8;

/** SQL of an Array(String) with one label value per key, in order. */
export function labelsExpression(conditions: Conditions, keys: readonly string[]): string {
  if (keys.length > maxGroupKeys) throw badQuery("Group by at most 8 attributes.");
  if (keys.length === 0) return "CAST([], 'Array(String)')";
  return `[${keys.map((key) => attributeExpression(conditions, key)).join(", ")}]`;
}

/** Label values from a row as an object by key. */
export function zipLabels(
  keys: readonly string[],
  values: readonly string[],
): Record<string, string> {
  return Object.fromEntries(keys.map((key, index) => [key, values[index] ?? ""]));
}
