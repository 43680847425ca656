import type { AddResult, BatchBuilder, OtlpEncoding, OtlpSignal } from "../batch-builder.ts";
import { createBatchBuilder } from "../batch-builder.ts";
import type { TelemetryTable } from "../columns.ts";
import type { NativeRow } from "./read-native.ts";
import { readNativeBlock } from "./read-native.ts";

/** The receive time in tests: Unix time in nanoseconds. */
export const testNowNs = 1_760_000_009_000_000_007n;

/** The three signals. */
export const signals: readonly OtlpSignal[] = ["traces", "logs", "metrics"];

/** Adds a request of any signal, received at `testNowNs`. */
export function addRequest(
  builder: BatchBuilder,
  signal: OtlpSignal,
  body: Uint8Array,
  encoding: OtlpEncoding = "protobuf",
): AddResult {
  if (signal === "traces") return builder.addTraces(body, encoding);
  if (signal === "metrics") return builder.addMetrics(body, encoding);
  return builder.addLogs(body, encoding, testNowNs);
}

/** Decodes one request alone; returns its blocks as they would be stored. */
export function decodeRequest(
  signal: OtlpSignal,
  body: Uint8Array,
  encoding: OtlpEncoding = "protobuf",
): { result: AddResult; blocks: ReturnType<BatchBuilder["takeBlocks"]> } {
  const builder = createBatchBuilder();
  const result = addRequest(builder, signal, body, encoding);
  return { result, blocks: builder.takeBlocks() };
}

/** The rows of one table in a list of blocks. */
export function rowsOf(
  blocks: ReturnType<BatchBuilder["takeBlocks"]>,
  table: TelemetryTable,
): NativeRow[] {
  return blocks.filter((block) => block.table === table).flatMap((b) => readNativeBlock(b.bytes));
}

/** The UTF-8 bytes of a value as JSON. */
export function toJsonBody(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
