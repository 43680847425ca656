import type { OtlpEncoding, OtlpSignal } from "../batch-builder.ts";
import { WireWriter } from "../wire-writer.ts";

/** What an export request could not deliver; both parts empty where everything was kept. */
export interface PartialSuccess {
  /** Rejected spans, data points or log records. */
  readonly rejected: number;
  /** Why, for people; also used alone, with 0 rejected, as a warning. */
  readonly message: string;
}

const rejectedNames: Readonly<Record<OtlpSignal, string>> = {
  traces: "rejectedSpans",
  metrics: "rejectedDataPoints",
  logs: "rejectedLogRecords",
};

/**
 * Encodes the response body of a successful export of `signal`. Full success has no
 * partial_success field, as OTLP demands.
 */
export function encodeExportResponse(
  signal: OtlpSignal,
  encoding: OtlpEncoding,
  { rejected, message }: PartialSuccess,
): Uint8Array {
  const isPartial = rejected > 0 || message !== "";
  if (encoding === "json") {
    const partialSuccess = { [rejectedNames[signal]]: String(rejected), errorMessage: message };
    return new TextEncoder().encode(JSON.stringify(isPartial ? { partialSuccess } : {}));
  }
  const writer = new WireWriter();
  if (isPartial) {
    writer.message(1, () => {
      if (rejected > 0) writer.varint(1, BigInt(rejected));
      if (message !== "") writer.text(2, message);
    });
  }
  return writer.take();
}
