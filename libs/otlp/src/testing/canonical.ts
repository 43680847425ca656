/** Members of a oneof and optional fields: a zero says something else than absence. */
const presentFields = new Set([
  "stringValue",
  "boolValue",
  "intValue",
  "doubleValue",
  "bytesValue",
  "arrayValue",
  "kvlistValue",
  "asDouble",
  "asInt",
  "sum",
  "min",
  "max",
]);
const idFields = new Set(["traceId", "spanId", "parentSpanId"]);
const integerFields = new Set([
  "intValue",
  "asInt",
  "count",
  "zeroCount",
  "bucketCounts",
  "timeUnixNano",
  "startTimeUnixNano",
  "endTimeUnixNano",
  "observedTimeUnixNano",
]);
const doubleFields = new Set([
  "doubleValue",
  "asDouble",
  "sum",
  "min",
  "max",
  "value",
  "quantile",
  "zeroThreshold",
  "explicitBounds",
]);

/**
 * One form for all JSON that means the same message: numbers as text, fields left out where they
 * have the value that absence means (an id of zero bytes is no id). Lists keep their length.
 */
export function toCanonical(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => toCanonical(item, name));
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value)
      .map(([key, inner]) => [key, toCanonical(inner, key)] as const)
      .filter(([key, inner]) => isKept(key, inner))
      .sort(([left], [right]) => (left < right ? -1 : 1));
    return Object.fromEntries(entries);
  }
  if (value === null || value === undefined) return undefined;
  if (idFields.has(name)) return /[^0]/.test(String(value)) ? value : "";
  if (doubleFields.has(name)) return { double: formatExactly(Number(value)) };
  if (integerFields.has(name)) return { integer: String(value) };
  return typeof value === "number" ? { integer: String(value) } : value;
}

function formatExactly(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function isKept(key: string, value: unknown): boolean {
  if (value === undefined) return false;
  if (presentFields.has(key)) return true;
  if (value === "" || value === false) return false;
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.length > 0;
  const entries = Object.entries(value);
  const [[kind, text] = []] = entries;
  const isZero = entries.length === 1 && (kind === "integer" || kind === "double") && text === "0";
  return entries.length > 0 && !isZero;
}
