import { createHash, randomUUIDv7 } from "node:crypto";

/** A new id: a UUID version 7, so that ids sort by the time they were made. */
export function createId(): string {
  return randomUUIDv7();
}

/** SHA-256 of a text as hex: a key of fixed length for texts that are too long for an index. */
export function hashText(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Text that PostgreSQL can hold: NUL and lone surrogates become U+FFFD. */
export function toText(text: string): string {
  return text.replaceAll("\u0000", "\ufffd").toWellFormed();
}

/**
 * JSON text for a jsonb column. Labels come from telemetry, so strings (keys too) are made
 * storable as `toText` does; one bad attribute must not stop a rule for ever.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each === "string") return toText(each);
    if (typeof each === "object" && each !== null && !Array.isArray(each)) {
      return Object.fromEntries(Object.entries(each).map(([name, inner]) => [toText(name), inner]));
    }
    return each;
  });
}
