/** Why a single item was left out while the rest of its request was kept. The set is closed. */
export type RejectReason =
  | "invalid_trace_id"
  | "invalid_span_id"
  | "invalid_parent_span_id"
  | "invalid_link_id"
  | "invalid_exemplar_id"
  | "missing_timestamp"
  | "invalid_timestamp"
  | "missing_value"
  | "missing_data"
  | "timestamp_too_old"
  | "timestamp_too_new"
  | "too_many_series_of_metric"
  | "too_many_series_of_service";

/** Items left out, by reason. */
export type RejectCounts = ReadonlyMap<RejectReason, number>;

const explanations: Readonly<Record<RejectReason, string>> = {
  invalid_trace_id: "send trace ids of 16 bytes that are not all zero",
  invalid_span_id: "send span ids of 8 bytes that are not all zero",
  invalid_parent_span_id: "send parent span ids of 8 bytes, or none",
  invalid_link_id: "send links with trace ids of 16 and span ids of 8 bytes",
  invalid_exemplar_id: "send exemplars with trace ids of 16 and span ids of 8 bytes, or none",
  missing_timestamp: "set the start time of spans and the time of data points",
  invalid_timestamp: "send times in nanoseconds since 1970, before the year 2262",
  missing_value: "set a value, or the flag for no recorded value",
  missing_data: "send metrics with one of the five data types",
  timestamp_too_old: "send what is younger than the retention of its signal",
  timestamp_too_new: "set the sender's clock; times may be a day ahead at most",
  too_many_series_of_metric: "leave out the attribute with the most values",
  too_many_series_of_service: "leave out the attribute with the most values",
};

/**
 * Describes rejected items for the message of a partial success, for example
 * `2 × invalid_span_id (send span ids …)`; the empty string where nothing was rejected.
 */
export function describeRejections(reasons: RejectCounts): string {
  return [...reasons]
    .map(([reason, count]) => `${count} × ${reason} (${explanations[reason]})`)
    .join("; ");
}
