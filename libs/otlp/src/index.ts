export type {
  AddResult,
  Arrival,
  BatchBuilder,
  BatchLimits,
  NativeBlock,
  OtlpEncoding,
  OtlpSignal,
} from "./batch-builder.ts";
export { createBatchBuilder } from "./batch-builder.ts";
export type { AttributeValues } from "./cardinality/attribute-sketches.ts";
export type { SeriesLimits } from "./cardinality/series-guard.ts";
export { SeriesGuard } from "./cardinality/series-guard.ts";
export type { SeriesOverflow } from "./cardinality/series-overflow.ts";
export { describeOverflow } from "./cardinality/series-overflow.ts";
export type { ColumnSpec, ColumnType, TelemetryTable } from "./columns.ts";
export { columnsOfBlock, telemetryColumns, telemetryTables } from "./columns.ts";
export type { OtlpAnyValue, OtlpKeyValue } from "./decode-value.ts";
export { decodeAttributes, decodeValue } from "./decode-value.ts";
export type { OtlpDecodeErrorCode } from "./errors.ts";
export { OtlpDecodeError } from "./errors.ts";
export type { ItemLimits, TrimCounts } from "./item-limits.ts";
export type { RejectCounts, RejectReason } from "./rejections.ts";
export { describeRejections } from "./rejections.ts";
export type { PartialSuccess } from "./respond/export-response.ts";
export { encodeExportResponse } from "./respond/export-response.ts";
export type { RpcStatus } from "./respond/status.ts";
export { encodeStatus } from "./respond/status.ts";
