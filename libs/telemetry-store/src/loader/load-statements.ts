import type { ColumnSpec } from "@headroom/otlp";
import type { Segment } from "../spool/segment.ts";

// A retried load must cut the file into the same blocks, or the server would not recognise what
// it already has. Nothing here may depend on the machine or on load.
const fixedSplit: readonly string[] = [
  "deduplicate_blocks_in_dependent_materialized_views = 1",
  "max_insert_threads = 1",
  "max_threads = 1",
  "max_block_size = 262144",
  "max_insert_block_size = 262144",
  "min_insert_block_size_rows = 262144",
  "min_insert_block_size_bytes = 0",
  "max_partitions_per_insert_block = 0",
  "input_format_parallel_parsing = 0",
];

/** A string as an SQL literal. */
export function quoteLiteral(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

function columnList(columns: readonly ColumnSpec[]): string {
  return columns.map((column) => `\`${column.name}\``).join(", ");
}

function settingsClause(segment: Segment): string {
  const token = `insert_deduplication_token = ${quoteLiteral(segment.id)}`;
  return `SETTINGS ${[token, "insert_deduplicate = 1", ...fixedSplit].join(", ")}`;
}

/** The load for an engine in this process: it reads the segment file itself. */
export function embeddedLoadStatement(segment: Segment, columns: readonly ColumnSpec[]): string {
  const names = columnList(columns);
  const structure = columns.map((column) => `\`${column.name}\` ${column.type}`).join(", ");
  return `INSERT INTO ${segment.table} (${names}) ${settingsClause(segment)}
SELECT ${names} FROM file(${quoteLiteral(segment.path)}, 'Native', ${quoteLiteral(structure)})`;
}

/** The load for a server: the segment file follows as the request body. */
export function serverLoadStatement(segment: Segment, columns: readonly ColumnSpec[]): string {
  return `INSERT INTO ${segment.table} (${columnList(columns)}) ${settingsClause(segment)} FORMAT Native`;
}
