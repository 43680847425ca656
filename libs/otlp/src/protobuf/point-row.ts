import type { ByteSink } from "../native/byte-sink.ts";
import type { MapSink } from "../native/column.ts";
import type { TableBlock } from "../native/table-block.ts";
import type { DecodeContext } from "./decode-context.ts";
import type { MessageLayout } from "./field-scan.ts";
import { FieldScan } from "./field-scan.ts";
import { ExemplarWriter } from "./exemplars.ts";
import { checkTime } from "./wire-checks.ts";
import type { WireReader } from "./wire-reader.ts";

/** Field numbers of what all data point types have; `exemplars` 0 where the type has none. */
export interface PointFields {
  readonly start: number;
  readonly time: number;
  readonly flags: number;
  readonly attributes: number;
  readonly exemplars: number;
}

/** Bit of the data point flags: there is no value (DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK). */
export const noRecordedValue = 1;

/** Scans data points of one type and writes the columns that all types share. */
export class PointRow {
  readonly scan = new FieldScan();
  private readonly fields: PointFields;
  private readonly layout: MessageLayout;
  private readonly block: TableBlock;
  private readonly context: DecodeContext;
  private readonly exemplars: ExemplarWriter | undefined;
  private readonly start: ByteSink;
  private readonly time: ByteSink;
  private readonly flags: ByteSink;
  private readonly attributes: MapSink;

  /** `layout` notes the fields of the type, those in `fields` except the attributes included. */
  constructor(
    block: TableBlock,
    context: DecodeContext,
    fields: PointFields,
    layout: MessageLayout,
  ) {
    this.block = block;
    this.context = context;
    this.fields = fields;
    this.layout = layout;
    this.exemplars =
      fields.exemplars === 0 ? undefined : new ExemplarWriter(block, context.attributes);
    this.start = block.columns.data("start_timestamp");
    this.time = block.columns.data("timestamp");
    this.flags = block.columns.data("flags");
    this.attributes = block.columns.map("attributes");
  }

  /** Scans the point `[reader.pos, end)`. Returns false where it was counted as rejected. */
  accept(reader: WireReader, end: number): boolean {
    const { fields, scan } = this;
    const begin = reader.pos;
    const { series, times } = this.context;
    scan.run(reader, end, this.layout, fields.attributes, series !== undefined);
    const reason = checkTime(reader, scan.start(fields.time), times);
    if (reason !== undefined) this.context.reject(reason, 1);
    else if (this.hasExemplars() && !this.areExemplarsValid(reader, begin, end)) {
      this.context.reject("invalid_exemplar_id", 1);
    } else return true;
    return false;
  }

  /**
   * Whether there is room for the series of the point scanned last: the last check before its row
   * is written. Returns false where it was counted as rejected.
   */
  hasRoom(reader: WireReader): boolean {
    const { series, reject } = this.context;
    if (series === undefined) return true;
    const reason = series.check(reader, this.scan);
    if (reason !== undefined) reject(reason, 1);
    return reason === undefined;
  }

  private hasExemplars(): boolean {
    return this.scan.start(this.fields.exemplars) >= 0;
  }

  private areExemplarsValid(reader: WireReader, start: number, end: number): boolean {
    return this.exemplars?.areValid(reader, start, end, this.fields.exemplars) ?? true;
  }

  /** Writes the shared columns of the point `[start, end)` scanned last and completes its row. */
  finish(reader: WireReader, start: number, end: number): void {
    const { fields, scan } = this;
    this.start.fixed(reader.bytes, scan.start(fields.start), 8);
    this.time.fixed(reader.bytes, scan.start(fields.time), 8);
    this.flags.u32(scan.number(fields.flags));
    this.context.attributes.writeListed(reader, scan, this.attributes);
    const from = this.hasExemplars() ? start : -1;
    this.exemplars?.writeRow(reader, from, end, fields.exemplars);
    this.block.rows++;
  }
}

/** Writes the double at `at` to a Nullable(Float64) column, NULL where `at` is below 0. */
export function writeNullable(
  reader: WireReader,
  at: number,
  sink: { readonly nulls: ByteSink; readonly data: ByteSink },
): void {
  sink.nulls.u8(at < 0 ? 1 : 0);
  sink.data.fixed(reader.bytes, at, 8);
}
