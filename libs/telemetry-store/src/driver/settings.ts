import type { ClickHouseSettings } from "@clickhouse/client";

/** Limits of every read query. */
export interface QueryLimits {
  /** Wall time a query may run in the engine. */
  readonly timeLimitMs: number;
  /** Memory one query may use, bytes. */
  readonly maxQueryMemoryBytes: number;
}

/**
 * The one settings profile of read queries. It is given at client creation only: settings passed
 * with a single query stay set on an embedded connection. 64-bit integers arrive as strings and
 * times as ISO 8601 in UTC with nanoseconds; the row schemas turn them into numbers.
 */
export function querySettings(limits: QueryLimits): ClickHouseSettings {
  return {
    output_format_json_quote_64bit_integers: 1,
    output_format_json_quote_denormals: 0,
    date_time_output_format: "iso",
    max_execution_time: Math.max(1, Math.ceil(limits.timeLimitMs / 1000)),
    timeout_before_checking_execution_speed: 0,
    max_memory_usage: String(limits.maxQueryMemoryBytes),
    // What does not fit into memory may go to the disk, up to here.
    max_temporary_data_on_disk_size_for_query: String(2 * 1024 ** 3),
    max_rows_to_group_by: "2000000",
    max_result_rows: "200000",
    result_overflow_mode: "throw",
  };
}

/** The settings profile of migrations and loads: they may take longer than a read query. */
export function loadSettings(maxQueryMemoryBytes: number): ClickHouseSettings {
  return {
    output_format_json_quote_64bit_integers: 1,
    max_execution_time: 600,
    max_memory_usage: String(maxQueryMemoryBytes),
    async_insert: 0,
  };
}
