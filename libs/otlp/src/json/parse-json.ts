import { OtlpDecodeError } from "../errors.ts";

/** A number whose digits a double may not keep. */
const longNumber = /[:[,\s]-?\d{16}/;

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;
const parseWithSource = JSON.parse as (text: string, reviver: Reviver) => unknown;

/**
 * Parses a UTF-8 JSON body. Integers that a double cannot hold become bigints.
 * Throws `OtlpDecodeError` with code `malformed_json`.
 */
export function parseJsonBody(body: Uint8Array): unknown {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    return longNumber.test(text) ? parseWithSource(text, keepLongInteger) : JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OtlpDecodeError("malformed_json", `The body is not valid JSON (${reason})`);
  }
}

function keepLongInteger(
  _key: string,
  value: unknown,
  context: { readonly source?: string },
): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  const { source } = context;
  return source !== undefined && /^-?\d+$/.test(source) ? BigInt(source) : value;
}
