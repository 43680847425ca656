import { OtlpDecodeError } from "../errors.ts";
import { maxValueDepth } from "../protobuf/value-scan.ts";
import { WireWriter } from "../wire-writer.ts";
import type { FieldSpec, MessageSpec, ScalarKind } from "./message-spec.ts";
import { metricsRequest } from "./metric-messages.ts";
import { parseJsonBody } from "./parse-json.ts";
import { toBytes, toDouble, toIdBytes, toInteger } from "./scalar-values.ts";
import { logsRequest, tracesRequest } from "./signal-messages.ts";

/** Where in the document a value stands; written out only for an error message. */
interface JsonPath {
  readonly parent: JsonPath | undefined;
  readonly key: string | number;
}

const requests = { traces: tracesRequest, metrics: metricsRequest, logs: logsRequest };

/**
 * Re-encodes an OTLP/JSON export request as OTLP protobuf. Unknown fields are left out. Throws
 * `OtlpDecodeError` with the JSON path of a value that does not fit.
 */
export function encodeJsonRequest(
  signal: keyof typeof requests,
  body: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const document = parseJsonBody(body);
  const writer = new WireWriter();
  writeMessage(document, requests[signal], undefined, 0, writer);
  return writer.take();
}

function writeMessage(
  value: unknown,
  spec: MessageSpec,
  path: JsonPath | undefined,
  depth: number,
  writer: WireWriter,
): void {
  if (!isObject(value)) throw invalidValue(path, "an object");
  const inner = spec.isRecursive ? depth + 1 : depth;
  if (inner > maxValueDepth) {
    const problem = `A value is nested deeper than ${maxValueDepth} levels`;
    throw new OtlpDecodeError("nesting_too_deep", problem, formatPath(path));
  }
  for (const [name, field] of spec.fields) {
    const content = Object.hasOwn(value, name) ? value[name] : undefined;
    if (content === undefined || content === null) continue;
    const at: JsonPath = { parent: path, key: name };
    if (!field.repeated) writeField(content, field, at, inner, writer);
    else if (Array.isArray(content)) {
      content.forEach((item: unknown, index) =>
        writeField(item, field, { parent: at, key: index }, inner, writer),
      );
    } else throw invalidValue(at, "an array");
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function writeField(
  value: unknown,
  field: FieldSpec,
  path: JsonPath,
  depth: number,
  writer: WireWriter,
): void {
  const { number, type } = field;
  if (typeof type === "string") writeScalar(value, type, number, path, writer);
  else if ("message" in type) {
    writer.message(number, () => writeMessage(value, type.message, path, depth, writer));
  } else {
    const named = typeof value === "string" ? type.enumNames.get(value) : undefined;
    const code = named ?? toInteger(value, -(2n ** 31n), 2n ** 31n - 1n);
    writer.varint(number, BigInt(demand(code, path, "an enum number or name")));
  }
}

const integerRanges = {
  uint32: [0n, 2n ** 32n - 1n],
  fixed32: [0n, 2n ** 32n - 1n],
  sint32: [-(2n ** 31n), 2n ** 31n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  sfixed64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
  fixed64: [0n, 2n ** 64n - 1n],
} as const;

function writeScalar(
  value: unknown,
  kind: ScalarKind,
  number: number,
  path: JsonPath,
  writer: WireWriter,
): void {
  switch (kind) {
    case "string":
      return writer.text(number, demand(toText(value), path, "a string"));
    case "bytes":
      return writer.raw(number, demand(toBytes(value), path, "base64 text"));
    case "id":
      return writer.raw(number, demand(toIdBytes(value), path, "hexadecimal text"));
    case "double":
      return writer.double(number, demand(toDouble(value), path, "a number"));
    case "bool": {
      const flag = typeof value === "boolean" ? value : undefined;
      return writer.varint(number, demand(flag, path, "true or false") ? 1n : 0n);
    }
    default: {
      const [min, max] = integerRanges[kind];
      const integer = demand(toInteger(value, min, max), path, `an integer (${kind})`);
      return writeInteger(integer, kind, number, writer);
    }
  }
}

function writeInteger(
  value: bigint,
  kind: keyof typeof integerRanges,
  number: number,
  writer: WireWriter,
): void {
  if (kind === "fixed64" || kind === "sfixed64") writer.fixed64(number, value);
  else if (kind === "fixed32") writer.fixed32(number, Number(value));
  else if (kind === "sint32") writer.varint(number, value < 0n ? -2n * value - 1n : 2n * value);
  else writer.varint(number, value);
}

function toText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function demand<Value>(value: Value | undefined, path: JsonPath, expected: string): Value {
  if (value === undefined) throw invalidValue(path, expected);
  return value;
}

function invalidValue(path: JsonPath | undefined, expected: string): OtlpDecodeError {
  return new OtlpDecodeError("invalid_json_value", `Expected ${expected}`, formatPath(path));
}

function formatPath(path: JsonPath | undefined): string {
  const steps: string[] = [];
  for (let step = path; step !== undefined; step = step.parent) {
    steps.unshift(typeof step.key === "number" ? `[${step.key}]` : `.${step.key}`);
  }
  return `$${steps.join("")}`;
}
