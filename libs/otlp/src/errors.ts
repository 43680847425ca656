/** Why a request as a whole could not be decoded. The set is closed. */
export type OtlpDecodeErrorCode =
  | "truncated"
  | "varint_too_long"
  | "invalid_tag"
  | "invalid_length"
  | "wrong_wire_type"
  | "unbalanced_group"
  | "nesting_too_deep"
  | "request_too_large"
  | "malformed_json"
  | "invalid_json_value";

const advice: Readonly<Record<OtlpDecodeErrorCode, string>> = {
  truncated: "Check that the whole request body arrives and is decompressed once.",
  varint_too_long: "Check that the body is an OTLP protobuf message.",
  invalid_tag: "Check that the body is an OTLP protobuf message and the content type fits it.",
  invalid_length: "Check the encoder of the sender.",
  wrong_wire_type: "Check that the request goes to the endpoint of its own signal.",
  unbalanced_group: "Check that the body is an OTLP protobuf message.",
  nesting_too_deep: "Flatten the value or send it as a string.",
  request_too_large: "Send smaller batches or shorter resource attributes.",
  malformed_json: "Check that the body is one UTF-8 JSON object.",
  invalid_json_value: "Check the value against the OTLP/JSON encoding.",
};

/**
 * A request body that is not a valid OTLP export request; nothing of it was kept.
 * `where` is a byte offset into the protobuf body, a JSON path, or undefined where neither fits.
 */
export class OtlpDecodeError extends Error {
  override readonly name = "OtlpDecodeError";
  readonly code: OtlpDecodeErrorCode;
  readonly where: number | string | undefined;

  constructor(code: OtlpDecodeErrorCode, problem: string, where?: number | string) {
    const place =
      typeof where === "number" ? ` at byte ${where}` : where === undefined ? "" : ` at ${where}`;
    super(`${problem}${place}. ${advice[code]}`);
    this.code = code;
    this.where = where;
  }
}
