import type { ByteSink, OffsetSink } from "../native/byte-sink.ts";
import type { TableBlock } from "../native/table-block.ts";
import type { DecodeContext } from "./decode-context.ts";
import { defineLayout } from "./field-scan.ts";
import { bindTotals } from "./histogram-points.ts";
import { writeVarintRow } from "./number-lists.ts";
import type { PointFields } from "./point-row.ts";
import { PointRow, writeNullable } from "./point-row.ts";
import type { WireReader } from "./wire-reader.ts";

const fields: PointFields = { start: 2, time: 3, flags: 10, attributes: 1, exemplars: 11 };
const COUNT = 4;
const SUM = 5;
const SCALE = 6;
const ZERO_COUNT = 7;
const POSITIVE = 8;
const NEGATIVE = 9;
const MIN = 12;
const MAX = 13;
const ZERO_THRESHOLD = 14;
const BUCKETS_OFFSET = 1;
const BUCKETS_COUNTS = 2;
const layout = defineLayout(
  [fields.start, fields.time, COUNT, SUM, ZERO_COUNT, MIN, MAX, ZERO_THRESHOLD],
  [POSITIVE, NEGATIVE, fields.exemplars],
  [SCALE, fields.flags],
);

interface BucketSinks {
  readonly offset: ByteSink;
  readonly counts: ByteSink;
  readonly lengths: OffsetSink;
}

/** Decodes the data points of exponential histograms. */
export class ExpHistogramPoints {
  private readonly row: PointRow;
  private readonly sinks: ReturnType<typeof bindExpHistogramSinks>;

  constructor(block: TableBlock, context: DecodeContext) {
    this.row = new PointRow(block, context, fields, layout);
    this.sinks = bindExpHistogramSinks(block);
  }

  /** Decodes the point in `[reader.pos, end)`: one row, or one rejection. */
  decode(reader: WireReader, end: number): void {
    const { row, sinks } = this;
    const start = reader.pos;
    if (!row.accept(reader, end) || !row.hasRoom(reader)) return;
    const { scan } = row;
    sinks.count.fixed(reader.bytes, scan.start(COUNT), 8);
    writeNullable(reader, scan.start(SUM), sinks.sum);
    writeNullable(reader, scan.start(MIN), sinks.min);
    writeNullable(reader, scan.start(MAX), sinks.max);
    const scale = scan.number(SCALE);
    sinks.scale.u32((scale >>> 1) ^ -(scale & 1));
    sinks.zeroCount.fixed(reader.bytes, scan.start(ZERO_COUNT), 8);
    sinks.zeroThreshold.fixed(reader.bytes, scan.start(ZERO_THRESHOLD), 8);
    writeBuckets(reader, scan.start(POSITIVE), scan.end(POSITIVE), sinks.positive);
    writeBuckets(reader, scan.start(NEGATIVE), scan.end(NEGATIVE), sinks.negative);
    row.finish(reader, start, end);
  }
}

/** Writes the buckets message `[start, end)`; none where `start` is below 0. */
function writeBuckets(reader: WireReader, start: number, end: number, sinks: BucketSinks): void {
  let offset = 0;
  reader.pos = Math.max(start, 0);
  while (start >= 0 && reader.pos < end) {
    if (reader.readField(end) === BUCKETS_OFFSET) offset = reader.sint32(end);
    else reader.skip(end);
  }
  sinks.offset.u32(offset);
  writeVarintRow(reader, start, end, BUCKETS_COUNTS, sinks.counts, sinks.lengths);
}

function bindExpHistogramSinks(block: TableBlock) {
  const { columns } = block;
  const buckets = (sign: "positive" | "negative"): BucketSinks => ({
    offset: columns.data(`${sign}_offset`),
    counts: columns.data(`${sign}_bucket_counts`),
    lengths: columns.arrayOffsets(`${sign}_bucket_counts`),
  });
  return {
    ...bindTotals(block),
    scale: columns.data("scale"),
    zeroCount: columns.data("zero_count"),
    zeroThreshold: columns.data("zero_threshold"),
    positive: buckets("positive"),
    negative: buckets("negative"),
  };
}
