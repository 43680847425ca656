const maxTextLength = 32;

/** The value as an integer in `[min, max]`, or undefined where it is none. Strings may be decimal. */
export function toInteger(value: unknown, min: bigint, max: bigint): bigint | undefined {
  const integer = parseInteger(value);
  return integer !== undefined && integer >= min && integer <= max ? integer : undefined;
}

function parseInteger(value: unknown): bigint | undefined {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : undefined;
  if (typeof value !== "string" || value.length > maxTextLength) return undefined;
  return /^-?\d+$/.test(value) ? BigInt(value) : undefined;
}

const decimal = /^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** The value as a double, or undefined; strings may be decimal, NaN, Infinity or -Infinity. */
export function toDouble(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "string") return undefined;
  if (value === "NaN" || value === "Infinity" || value === "-Infinity") return Number(value);
  return decimal.test(value) ? Number(value) : undefined;
}

/**
 * The bytes of a hex id. Text that is not hex becomes one byte: no id has that length, so the
 * item is rejected alone and the rest of its request is kept.
 */
export function toIdBytes(value: unknown): Uint8Array | undefined {
  if (typeof value !== "string") return undefined;
  if (value.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(value)) return new Uint8Array(1);
  const bytes = new Uint8Array(value.length / 2);
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = Number.parseInt(value.slice(index * 2, index * 2 + 2), 16);
  }
  return bytes;
}

/** The bytes of base64 text (standard or URL-safe alphabet, padding optional), or undefined. */
export function toBytes(value: unknown): Uint8Array | undefined {
  if (typeof value !== "string") return undefined;
  const standard = value.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  if (!/^[A-Za-z0-9+/]*$/.test(standard) || standard.length % 4 === 1) return undefined;
  const binary = atob(standard);
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
