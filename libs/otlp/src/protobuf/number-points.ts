import type { TableBlock } from "../native/table-block.ts";
import type { DecodeContext } from "./decode-context.ts";
import { defineLayout } from "./field-scan.ts";
import { readInt64AsDouble } from "./int64.ts";
import type { PointFields } from "./point-row.ts";
import { noRecordedValue, PointRow } from "./point-row.ts";
import type { WireReader } from "./wire-reader.ts";

const fields: PointFields = { start: 2, time: 3, flags: 8, attributes: 7, exemplars: 5 };
const DOUBLE = 4;
const INT = 6;
const layout = defineLayout([fields.start, fields.time, DOUBLE, INT], [5], [fields.flags]);

/** Decodes the data points of gauges and sums. */
export class NumberPoints {
  private readonly row: PointRow;
  private readonly context: DecodeContext;
  private readonly sinks: ReturnType<typeof bindNumberSinks>;

  constructor(block: TableBlock, context: DecodeContext) {
    this.row = new PointRow(block, context, fields, layout);
    this.context = context;
    this.sinks = bindNumberSinks(block);
  }

  /** Decodes the point in `[reader.pos, end)`: one row, or one rejection. */
  decode(reader: WireReader, end: number): void {
    const { row, sinks } = this;
    const start = reader.pos;
    if (!row.accept(reader, end)) return;
    const doubleAt = row.scan.start(DOUBLE);
    const intAt = row.scan.start(INT);
    const isUnset = doubleAt < 0 && intAt < 0;
    if (isUnset && (row.scan.number(fields.flags) & noRecordedValue) === 0) {
      return this.context.reject("missing_value", 1);
    }
    if (!row.hasRoom(reader)) return;
    // The later of the two counts, as in any protobuf oneof.
    const isInt = intAt > doubleAt;
    sinks.isInt.u8(isInt ? 1 : 0);
    sinks.intValue.fixed(reader.bytes, isInt ? intAt : -1, 8);
    if (isInt) sinks.value.f64(readInt64AsDouble(reader, intAt));
    else sinks.value.fixed(reader.bytes, doubleAt, 8);
    row.finish(reader, start, end);
  }
}

function bindNumberSinks({ columns }: TableBlock) {
  return {
    isInt: columns.data("is_int"),
    intValue: columns.data("int_value"),
    value: columns.data("value"),
  };
}
