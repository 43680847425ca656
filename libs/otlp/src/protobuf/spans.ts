import type { ByteSink } from "../native/byte-sink.ts";
import type { MapSink } from "../native/column.ts";
import type { TableBlock } from "../native/table-block.ts";
import type { RejectReason } from "../rejections.ts";
import type { DecodeContext } from "./decode-context.ts";
import { SpanChildren } from "./span-children.ts";
import { addCounts, checkTime, idStart, isIdOrAbsent, isNonZeroId } from "./wire-checks.ts";
import type { WireReader } from "./wire-reader.ts";

const attributesField = 9;

/** Decodes spans to rows: a scan finds and checks the values of a span, then they are written. */
export class SpanDecoder {
  private readonly block: TableBlock;
  private readonly context: DecodeContext;
  private readonly children: SpanChildren;
  private readonly sinks: ReturnType<typeof bindSpanSinks>;
  // Byte positions in the request: …At −1 or an empty range where a value is absent.
  private traceIdAt = 0;
  private traceIdStop = 0;
  private spanIdAt = 0;
  private spanIdStop = 0;
  private parentIdAt = 0;
  private parentIdStop = 0;
  private traceStateAt = 0;
  private traceStateStop = 0;
  private nameAt = 0;
  private nameStop = 0;
  private messageAt = 0;
  private messageStop = 0;
  private startAt = -1;
  private endAt = -1;
  private kind = 0;
  private statusCode = 0;
  private flags = 0;
  private droppedAttributes = 0;
  private droppedEvents = 0;
  private droppedLinks = 0;
  private hasEvents = false;
  private hasLinks = false;

  constructor(block: TableBlock, context: DecodeContext) {
    this.block = block;
    this.context = context;
    this.children = new SpanChildren(block, context.attributes);
    this.sinks = bindSpanSinks(block);
  }

  /** Decodes the span in `[reader.pos, end)`: one row, or one rejection. */
  decode(reader: WireReader, end: number): void {
    const start = reader.pos;
    this.reset();
    this.scan(reader, end);
    const reason = this.check(reader, start, end);
    if (reason === undefined) this.write(reader, start, end);
    else this.context.reject(reason, 1);
  }

  private reset(): void {
    this.traceIdAt = this.traceIdStop = this.spanIdAt = this.spanIdStop = 0;
    this.parentIdAt = this.parentIdStop = this.traceStateAt = this.traceStateStop = 0;
    this.nameAt = this.nameStop = this.messageAt = this.messageStop = 0;
    this.startAt = this.endAt = -1;
    this.kind = this.statusCode = this.flags = 0;
    this.droppedAttributes = this.droppedEvents = this.droppedLinks = 0;
    this.hasEvents = this.hasLinks = false;
  }

  private scan(reader: WireReader, end: number): void {
    while (reader.pos < end) {
      const field = reader.readField(end);
      if (field <= 5) this.scanIdentity(reader, end, field);
      else this.scanDetail(reader, end, field);
    }
  }

  private scanIdentity(reader: WireReader, end: number, field: number): void {
    const stop = reader.enter(end);
    const at = reader.pos;
    reader.pos = stop;
    if (field === 1) {
      this.traceIdAt = at;
      this.traceIdStop = stop;
    } else if (field === 2) {
      this.spanIdAt = at;
      this.spanIdStop = stop;
    } else if (field === 3) {
      this.traceStateAt = at;
      this.traceStateStop = stop;
    } else if (field === 4) {
      this.parentIdAt = at;
      this.parentIdStop = stop;
    } else {
      this.nameAt = at;
      this.nameStop = stop;
    }
  }

  private scanDetail(reader: WireReader, end: number, field: number): void {
    switch (field) {
      case 6:
        this.kind = reader.smallEnum(end);
        return;
      case 7:
        this.startAt = reader.eightBytes(end);
        return;
      case 8:
        this.endAt = reader.eightBytes(end);
        return;
      case 10:
        this.droppedAttributes = reader.uint32(end);
        return;
      case 11:
        this.hasEvents = true;
        return reader.skip(end);
      case 12:
        this.droppedEvents = reader.uint32(end);
        return;
      case 13:
        this.hasLinks = true;
        return reader.skip(end);
      case 14:
        this.droppedLinks = reader.uint32(end);
        return;
      case 15:
        return this.scanStatus(reader, reader.enter(end));
      case 16:
        this.flags = reader.fixed32(end);
        return;
      default:
        return reader.skip(end);
    }
  }

  private scanStatus(reader: WireReader, end: number): void {
    while (reader.pos < end) {
      const field = reader.readField(end);
      if (field === 2) {
        this.messageStop = reader.enter(end);
        this.messageAt = reader.pos;
        reader.pos = this.messageStop;
      } else if (field === 3) this.statusCode = reader.smallEnum(end);
      else reader.skip(end);
    }
  }

  private check(reader: WireReader, start: number, end: number): RejectReason | undefined {
    const { bytes } = reader;
    if (!isNonZeroId(bytes, this.traceIdAt, this.traceIdStop, 16)) return "invalid_trace_id";
    if (!isNonZeroId(bytes, this.spanIdAt, this.spanIdStop, 8)) return "invalid_span_id";
    if (!isIdOrAbsent(this.parentIdAt, this.parentIdStop, 8)) return "invalid_parent_span_id";
    if (this.hasLinks && !this.children.areLinksValid(reader, start, end)) {
      return "invalid_link_id";
    }
    return checkTime(reader, this.startAt, this.context.times);
  }

  private write(reader: WireReader, start: number, end: number): void {
    const { bytes } = reader;
    const { sinks } = this;
    sinks.timestamp.fixed(bytes, this.startAt, 8);
    this.writeDuration(reader, sinks.durationNs, sinks.endBeforeStartNs);
    sinks.traceId.fixed(bytes, this.traceIdAt, 16);
    sinks.spanId.fixed(bytes, this.spanIdAt, 8);
    sinks.parentSpanId.fixed(bytes, idStart(this.parentIdAt, this.parentIdStop), 8);
    sinks.traceState.text(bytes, this.traceStateAt, this.traceStateStop);
    sinks.flags.u32(this.flags);
    sinks.name.text(bytes, this.nameAt, this.nameStop);
    sinks.kind.u8(this.kind);
    sinks.statusCode.u8(this.statusCode);
    sinks.statusMessage.text(bytes, this.messageAt, this.messageStop);
    sinks.droppedEvents.u32(this.droppedEvents);
    sinks.droppedLinks.u32(this.droppedLinks);
    const { attributes } = this.context;
    const dropped = attributes.writeRow(reader, start, end, attributesField, sinks.attributes);
    sinks.droppedAttributes.u32(addCounts(this.droppedAttributes, dropped));
    this.children.writeEvents(reader, this.hasEvents ? start : -1, end);
    this.children.writeLinks(reader, this.hasLinks ? start : -1, end);
    this.block.rows++;
  }

  /** Writes end − start, or start − end to `backward` where the end (absent: 0) is earlier. */
  private writeDuration(reader: WireReader, forward: ByteSink, backward: ByteSink): void {
    const { view } = reader;
    const startLow = view.getUint32(this.startAt, true);
    const startHigh = view.getUint32(this.startAt + 4, true);
    const endLow = this.endAt < 0 ? 0 : view.getUint32(this.endAt, true);
    const endHigh = this.endAt < 0 ? 0 : view.getUint32(this.endAt + 4, true);
    const high = endHigh - startHigh - (endLow < startLow ? 1 : 0);
    if (high >= 0) {
      forward.u64((endLow - startLow) >>> 0, high);
      return backward.u64(0, 0);
    }
    forward.u64(0, 0);
    backward.u64((startLow - endLow) >>> 0, startHigh - endHigh - (startLow < endLow ? 1 : 0));
  }
}

function bindSpanSinks({ columns }: TableBlock) {
  const attributes: MapSink = columns.map("attributes");
  return {
    timestamp: columns.data("timestamp"),
    durationNs: columns.data("duration_ns"),
    endBeforeStartNs: columns.data("end_before_start_ns"),
    traceId: columns.data("trace_id"),
    spanId: columns.data("span_id"),
    parentSpanId: columns.data("parent_span_id"),
    traceState: columns.data("trace_state"),
    flags: columns.data("flags"),
    name: columns.data("name"),
    kind: columns.data("kind"),
    statusCode: columns.data("status_code"),
    statusMessage: columns.data("status_message"),
    attributes,
    droppedAttributes: columns.data("dropped_attributes_count"),
    droppedEvents: columns.data("dropped_events_count"),
    droppedLinks: columns.data("dropped_links_count"),
  };
}
