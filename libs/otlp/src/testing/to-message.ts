const idFields = new Set(["traceId", "spanId", "parentSpanId"]);
const doubleFields = new Set([
  "doubleValue",
  "asDouble",
  "sum",
  "min",
  "max",
  "value",
  "quantile",
  "zeroThreshold",
]);

/**
 * Turns an OTLP/JSON document (enums as numbers) into the object that protobufjs encodes: ids from
 * hex to bytes, doubles from their names to numbers.
 */
export function toMessage(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => toMessage(item, name));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, toMessage(inner, key)]),
    );
  }
  if (idFields.has(name) && typeof value === "string") return fromHex(value);
  if ((doubleFields.has(name) || name === "explicitBounds") && typeof value === "string") {
    return Number(value);
  }
  return value;
}

/** The bytes of hexadecimal text. */
export function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
