import type { TableBlock } from "../native/table-block.ts";
import type { AttributeWriter } from "./attributes.ts";
import { defineLayout, FieldScan } from "./field-scan.ts";
import { readInt64AsDouble } from "./int64.ts";
import { idStart, isIdOrAbsent } from "./wire-checks.ts";
import type { WireReader } from "./wire-reader.ts";

const TIME = 2;
const DOUBLE = 3;
const SPAN_ID = 4;
const TRACE_ID = 5;
const INT = 6;
const ATTRIBUTES = 7;
const layout = defineLayout([TIME, DOUBLE, INT], [SPAN_ID, TRACE_ID], []);

/** Writes the exemplars of data points to their nested columns. */
export class ExemplarWriter {
  private readonly attributes: AttributeWriter;
  private readonly sinks: ReturnType<typeof bindExemplarSinks>;
  private readonly scan = new FieldScan();

  constructor(block: TableBlock, attributes: AttributeWriter) {
    this.attributes = attributes;
    this.sinks = bindExemplarSinks(block);
  }

  /** Whether all exemplars in `field` of the point `[start, end)` have valid ids, or none. */
  areValid(reader: WireReader, start: number, end: number, field: number): boolean {
    const { scan } = this;
    let valid = true;
    reader.pos = start;
    while (reader.pos < end) {
      if (reader.readField(end) !== field) {
        reader.skip(end);
        continue;
      }
      scan.run(reader, reader.enter(end), layout);
      valid &&=
        isIdOrAbsent(scan.start(TRACE_ID), scan.end(TRACE_ID), 16) &&
        isIdOrAbsent(scan.start(SPAN_ID), scan.end(SPAN_ID), 8);
    }
    return valid;
  }

  /** Writes the row of the point `[start, end)`, exemplars in `field`; none where `start` < 0. */
  writeRow(reader: WireReader, start: number, end: number, field: number): void {
    const { offsets } = this.sinks;
    reader.pos = Math.max(start, 0);
    while (start >= 0 && reader.pos < end) {
      if (reader.readField(end) === field) {
        this.writeExemplar(reader, reader.enter(end));
        offsets.elements++;
      } else reader.skip(end);
    }
    offsets.endRow();
  }

  private writeExemplar(reader: WireReader, end: number): void {
    const { scan, sinks } = this;
    const { bytes } = reader;
    const start = reader.pos;
    scan.run(reader, end, layout);
    sinks.timestamp.fixed(bytes, scan.start(TIME), 8);
    const isInt = scan.start(INT) > scan.start(DOUBLE);
    sinks.intNulls.u8(isInt ? 0 : 1);
    sinks.intValue.fixed(bytes, isInt ? scan.start(INT) : -1, 8);
    if (isInt) {
      sinks.value.f64(readInt64AsDouble(reader, scan.start(INT)));
    } else sinks.value.fixed(bytes, scan.start(DOUBLE), 8);
    sinks.traceId.fixed(bytes, idStart(scan.start(TRACE_ID), scan.end(TRACE_ID)), 16);
    sinks.spanId.fixed(bytes, idStart(scan.start(SPAN_ID), scan.end(SPAN_ID)), 8);
    this.attributes.writeRow(reader, start, end, ATTRIBUTES, sinks.attributes);
  }
}

function bindExemplarSinks({ columns }: TableBlock) {
  return {
    offsets: columns.arrayOffsets("exemplars.timestamp"),
    timestamp: columns.data("exemplars.timestamp"),
    value: columns.data("exemplars.value"),
    intNulls: columns.nulls("exemplars.int_value"),
    intValue: columns.data("exemplars.int_value"),
    traceId: columns.data("exemplars.trace_id"),
    spanId: columns.data("exemplars.span_id"),
    attributes: columns.map("exemplars.attributes"),
  };
}
