import type { TableBlock } from "../native/table-block.ts";
import type { DecodeContext } from "./decode-context.ts";
import { defineLayout } from "./field-scan.ts";
import { writeEightByteRow } from "./number-lists.ts";
import type { PointFields } from "./point-row.ts";
import { PointRow, writeNullable } from "./point-row.ts";
import type { WireReader } from "./wire-reader.ts";

const fields: PointFields = { start: 2, time: 3, flags: 10, attributes: 9, exemplars: 8 };
const COUNT = 4;
const SUM = 5;
const BUCKET_COUNTS = 6;
const EXPLICIT_BOUNDS = 7;
const MIN = 11;
const MAX = 12;
const layout = defineLayout(
  [fields.start, fields.time, COUNT, SUM, MIN, MAX],
  [fields.exemplars],
  [fields.flags],
);

/** Decodes the data points of histograms with explicit bounds. */
export class HistogramPoints {
  private readonly row: PointRow;
  private readonly sinks: ReturnType<typeof bindHistogramSinks>;

  constructor(block: TableBlock, context: DecodeContext) {
    this.row = new PointRow(block, context, fields, layout);
    this.sinks = bindHistogramSinks(block);
  }

  /** Decodes the point in `[reader.pos, end)`: one row, or one rejection. */
  decode(reader: WireReader, end: number): void {
    const { row, sinks } = this;
    const start = reader.pos;
    if (!row.accept(reader, end) || !row.hasRoom(reader)) return;
    sinks.count.fixed(reader.bytes, row.scan.start(COUNT), 8);
    writeNullable(reader, row.scan.start(SUM), sinks.sum);
    writeNullable(reader, row.scan.start(MIN), sinks.min);
    writeNullable(reader, row.scan.start(MAX), sinks.max);
    const { buckets, bounds } = sinks;
    writeEightByteRow(reader, start, end, BUCKET_COUNTS, buckets.data, buckets.offsets);
    writeEightByteRow(reader, start, end, EXPLICIT_BOUNDS, bounds.data, bounds.offsets);
    row.finish(reader, start, end);
  }
}

/** The totals that both histogram tables have. */
export function bindTotals({ columns }: TableBlock) {
  const nullable = (name: string) => ({ nulls: columns.nulls(name), data: columns.data(name) });
  return {
    count: columns.data("count"),
    sum: nullable("sum"),
    min: nullable("min"),
    max: nullable("max"),
  };
}

function bindHistogramSinks(block: TableBlock) {
  const list = (name: string) => ({
    data: block.columns.data(name),
    offsets: block.columns.arrayOffsets(name),
  });
  return {
    ...bindTotals(block),
    buckets: list("bucket_counts"),
    bounds: list("explicit_bounds"),
  };
}
