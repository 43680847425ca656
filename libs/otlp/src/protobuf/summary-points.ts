import type { TableBlock } from "../native/table-block.ts";
import type { DecodeContext } from "./decode-context.ts";
import { defineLayout, FieldScan } from "./field-scan.ts";
import type { PointFields } from "./point-row.ts";
import { PointRow } from "./point-row.ts";
import type { WireReader } from "./wire-reader.ts";

const fields: PointFields = { start: 2, time: 3, flags: 8, attributes: 7, exemplars: 0 };
const COUNT = 4;
const SUM = 5;
const QUANTILE_VALUES = 6;
const QUANTILE = 1;
const VALUE = 2;
const layout = defineLayout([fields.start, fields.time, COUNT, SUM], [], [fields.flags]);
const quantileLayout = defineLayout([QUANTILE, VALUE], [], []);

/** Decodes the data points of summaries. */
export class SummaryPoints {
  private readonly row: PointRow;
  private readonly sinks: ReturnType<typeof bindSummarySinks>;
  private readonly quantile = new FieldScan();

  constructor(block: TableBlock, context: DecodeContext) {
    this.row = new PointRow(block, context, fields, layout);
    this.sinks = bindSummarySinks(block);
  }

  /** Decodes the point in `[reader.pos, end)`: one row, or one rejection. */
  decode(reader: WireReader, end: number): void {
    const { row, sinks } = this;
    const start = reader.pos;
    if (!row.accept(reader, end) || !row.hasRoom(reader)) return;
    sinks.count.fixed(reader.bytes, row.scan.start(COUNT), 8);
    sinks.sum.fixed(reader.bytes, row.scan.start(SUM), 8);
    this.writeQuantiles(reader, start, end);
    row.finish(reader, start, end);
  }

  private writeQuantiles(reader: WireReader, start: number, end: number): void {
    const { sinks, quantile } = this;
    reader.pos = start;
    while (reader.pos < end) {
      if (reader.readField(end) !== QUANTILE_VALUES) {
        reader.skip(end);
        continue;
      }
      quantile.run(reader, reader.enter(end), quantileLayout);
      sinks.quantiles.fixed(reader.bytes, quantile.start(QUANTILE), 8);
      sinks.values.fixed(reader.bytes, quantile.start(VALUE), 8);
      sinks.quantileOffsets.elements++;
      sinks.valueOffsets.elements++;
    }
    sinks.quantileOffsets.endRow();
    sinks.valueOffsets.endRow();
  }
}

function bindSummarySinks({ columns }: TableBlock) {
  return {
    count: columns.data("count"),
    sum: columns.data("sum"),
    quantiles: columns.data("quantiles"),
    quantileOffsets: columns.arrayOffsets("quantiles"),
    values: columns.data("values"),
    valueOffsets: columns.arrayOffsets("values"),
  };
}
