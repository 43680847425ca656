import type { ByteSink } from "../native/byte-sink.ts";
import type { TableBlock } from "../native/table-block.ts";
import type { RejectReason } from "../rejections.ts";
import type { DecodeContext } from "./decode-context.ts";
import type { TimeWindow } from "./time-window.ts";
import {
  addCounts,
  checkTime,
  idStart,
  isIdOrAbsent,
  isStorableTime,
  isTimeSet,
} from "./wire-checks.ts";
import type { WireReader } from "./wire-reader.ts";

const attributesField = 6;
const absentTime = 1;
const absentObservedTime = 2;

function createLogScan() {
  return {
    timeAt: -1,
    observedAt: -1,
    severityNumber: 0,
    severityTextAt: 0,
    severityTextStop: 0,
    bodyAt: 0,
    bodyStop: 0,
    dropped: 0,
    flags: 0,
    traceIdAt: 0,
    traceIdStop: 0,
    spanIdAt: 0,
    spanIdStop: 0,
    eventNameAt: 0,
    eventNameStop: 0,
  };
}

type LogScan = ReturnType<typeof createLogScan>;

/** Decodes log records to rows. */
export class LogDecoder {
  private readonly block: TableBlock;
  private readonly context: DecodeContext;
  private readonly sinks: ReturnType<typeof bindLogSinks>;

  constructor(block: TableBlock, context: DecodeContext) {
    this.block = block;
    this.context = context;
    this.sinks = bindLogSinks(block);
  }

  /**
   * Decodes the log record in `[reader.pos, end)`: one row, or one rejection. `nowNs` (Unix time
   * in nanoseconds) stands in for times the record lacks.
   */
  decode(reader: WireReader, end: number, nowNs: bigint): void {
    const start = reader.pos;
    const scan = createLogScan();
    while (reader.pos < end) scanLogField(reader, end, scan);
    const reason = checkLog(reader, scan, this.context.times);
    if (reason === undefined) this.write(reader, start, end, scan, nowNs);
    else this.context.reject(reason, 1);
  }

  private write(
    reader: WireReader,
    start: number,
    end: number,
    scan: LogScan,
    nowNs: bigint,
  ): void {
    const { bytes } = reader;
    const { sinks, context } = this;
    const observedAt = isTimeSet(reader, scan.observedAt) ? scan.observedAt : -1;
    const isTimed = isTimeSet(reader, scan.timeAt);
    writeTime(sinks.timestamp, bytes, isTimed ? scan.timeAt : observedAt, nowNs);
    writeTime(sinks.observedTimestamp, bytes, observedAt, nowNs);
    sinks.traceId.fixed(bytes, idStart(scan.traceIdAt, scan.traceIdStop), 16);
    sinks.spanId.fixed(bytes, idStart(scan.spanIdAt, scan.spanIdStop), 8);
    sinks.flags.u32(scan.flags);
    sinks.severityNumber.u8(scan.severityNumber);
    sinks.severityText.text(bytes, scan.severityTextAt, scan.severityTextStop);
    sinks.eventName.text(bytes, scan.eventNameAt, scan.eventNameStop);
    sinks.absentTimes.u8((isTimed ? 0 : absentTime) | (observedAt < 0 ? absentObservedTime : 0));
    const { attributes } = context;
    attributes.writeBody(reader, scan.bodyAt, scan.bodyStop, sinks.body, sinks.bodyType);
    const dropped = attributes.writeRow(reader, start, end, attributesField, sinks.attributes);
    sinks.dropped.u32(addCounts(scan.dropped, dropped));
    this.block.rows++;
  }
}

function writeTime(sink: ByteSink, bytes: Uint8Array, at: number, nowNs: bigint): void {
  if (at >= 0) sink.fixed(bytes, at, 8);
  else sink.u64(Number(nowNs & 0xffffffffn), Number((nowNs >> 32n) & 0xffffffffn));
}

/** A record without any time has that of its arrival, which is never out of range. */
function checkLog(
  reader: WireReader,
  scan: LogScan,
  accepted: TimeWindow,
): RejectReason | undefined {
  if (!isIdOrAbsent(scan.traceIdAt, scan.traceIdStop, 16)) return "invalid_trace_id";
  if (!isIdOrAbsent(scan.spanIdAt, scan.spanIdStop, 8)) return "invalid_span_id";
  if (!isStorableTime(reader, scan.timeAt) || !isStorableTime(reader, scan.observedAt)) {
    return "invalid_timestamp";
  }
  const reason = checkTime(reader, scan.timeAt, accepted);
  if (reason !== "missing_timestamp") return reason;
  return isTimeSet(reader, scan.observedAt)
    ? checkTime(reader, scan.observedAt, accepted)
    : undefined;
}

function scanLogField(reader: WireReader, end: number, scan: LogScan): void {
  const field = reader.readField(end);
  switch (field) {
    case 1:
      scan.timeAt = reader.eightBytes(end);
      return;
    case 2:
      scan.severityNumber = reader.smallEnum(end);
      return;
    case 3:
    case 5:
    case 9:
    case 10:
    case 12:
      return scanLogRange(reader, reader.enter(end), field, scan);
    case 7:
      scan.dropped = reader.uint32(end);
      return;
    case 8:
      scan.flags = reader.fixed32(end);
      return;
    case 11:
      scan.observedAt = reader.eightBytes(end);
      return;
    default:
      return reader.skip(end);
  }
}

function scanLogRange(reader: WireReader, stop: number, field: number, scan: LogScan): void {
  const at = reader.pos;
  reader.pos = stop;
  if (field === 3) {
    scan.severityTextAt = at;
    scan.severityTextStop = stop;
  } else if (field === 5) {
    scan.bodyAt = at;
    scan.bodyStop = stop;
  } else if (field === 9) {
    scan.traceIdAt = at;
    scan.traceIdStop = stop;
  } else if (field === 10) {
    scan.spanIdAt = at;
    scan.spanIdStop = stop;
  } else {
    scan.eventNameAt = at;
    scan.eventNameStop = stop;
  }
}

function bindLogSinks({ columns }: TableBlock) {
  return {
    timestamp: columns.data("timestamp"),
    observedTimestamp: columns.data("observed_timestamp"),
    traceId: columns.data("trace_id"),
    spanId: columns.data("span_id"),
    flags: columns.data("flags"),
    severityNumber: columns.data("severity_number"),
    severityText: columns.data("severity_text"),
    eventName: columns.data("event_name"),
    body: columns.data("body"),
    bodyType: columns.data("body_type"),
    absentTimes: columns.data("absent_times"),
    attributes: columns.map("attributes"),
    dropped: columns.data("dropped_attributes_count"),
  };
}
