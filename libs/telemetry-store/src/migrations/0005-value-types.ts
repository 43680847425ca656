import type { Migration } from "./topology.ts";

// The same few type codes come again and again; see decodeValue in libs/otlp.
const codes = "LowCardinality(String) CODEC(ZSTD(1))";
const nestedCodes = "Array(LowCardinality(String)) CODEC(ZSTD(1))";

type AddedColumn = readonly [name: string, definition: string];

const everywhere: readonly AddedColumn[] = [
  ["resource_attribute_types", codes],
  ["resource_entity_refs", codes],
  ["scope_attribute_types", codes],
  ["attribute_types", codes],
];

const metric: readonly AddedColumn[] = [
  ...everywhere,
  ["metric_metadata", codes],
  ["metric_metadata_types", codes],
];

const exemplars: readonly AddedColumn[] = [
  ...metric,
  ["exemplars.attribute_types", nestedCodes],
  ["exemplars.int_value", "Array(Nullable(Int64)) CODEC(ZSTD(1))"],
];

const added: Readonly<Record<string, readonly AddedColumn[]>> = {
  spans: [
    ...everywhere,
    ["events.attribute_types", nestedCodes],
    ["links.attribute_types", nestedCodes],
    ["end_before_start_ns", "UInt64 CODEC(T64, ZSTD(1))"],
  ],
  logs: [...everywhere, ["body_type", codes], ["absent_times", "UInt8 CODEC(ZSTD(1))"]],
  metrics_number: exemplars,
  metrics_histogram: exemplars,
  metrics_exp_histogram: exemplars,
  metrics_summary: metric,
};

/**
 * What the OTLP types of values were, and fields that had no column. Rows that are there already
 * read as strings with nothing added.
 */
export const valueTypesMigration: Migration = {
  version: 5,
  name: "value-types",
  statements: (dialect) =>
    Object.entries(added).flatMap(([table, columns]) => {
      const additions = columns
        .map(([name, definition]) => `ADD COLUMN IF NOT EXISTS \`${name}\` ${definition}`)
        .join(",\n  ");
      // On a cluster the table in front of the local ones has columns of its own.
      return [...new Set([dialect.local(table), table])].map(
        (name) => `ALTER TABLE ${name} ${dialect.onCluster}\n  ${additions}`,
      );
    }),
};
