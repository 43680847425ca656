import type { SeriesGuard } from "./cardinality/series-guard.ts";
import type { SeriesOverflow } from "./cardinality/series-overflow.ts";
import type { TelemetryTable } from "./columns.ts";
import { telemetryTables } from "./columns.ts";
import { OtlpDecodeError } from "./errors.ts";
import type { ItemLimits, TrimCounts } from "./item-limits.ts";
import { noItemLimits } from "./item-limits.ts";
import { encodeJsonRequest } from "./json/encode-request.ts";
import { TableBlock } from "./native/table-block.ts";
import type { DecodeContext } from "./protobuf/decode-context.ts";
import { createDecodeContext } from "./protobuf/decode-context.ts";
import { Envelope } from "./protobuf/envelope.ts";
import { LogDecoder } from "./protobuf/log-records.ts";
import { MetricDecoder } from "./protobuf/metrics.ts";
import { SpanDecoder } from "./protobuf/spans.ts";
import { WireReader } from "./protobuf/wire-reader.ts";
import type { RejectCounts, RejectReason } from "./rejections.ts";

/** How an OTLP/HTTP or gRPC body is encoded. */
export type OtlpEncoding = "protobuf" | "json";

/** The kind of telemetry that a request carries. */
export type OtlpSignal = "traces" | "metrics" | "logs";

/** What became of the items of one request; items are spans, data points or log records. */
export interface AddResult {
  readonly accepted: number;
  readonly rejected: number;
  readonly reasons: RejectCounts;
  /** What was left out for want of room for new series, by metric. */
  readonly overflows: readonly SeriesOverflow[];
  /** What was left out of the accepted items. */
  readonly trims: TrimCounts;
}

/** The rows of one table as a ClickHouse Native block. */
export interface NativeBlock {
  readonly table: TelemetryTable;
  readonly rows: number;
  readonly bytes: Uint8Array;
}

/** Limits of a batch builder. What is not given has no limit, save `maxRequestBytes`: 256 MiB. */
export interface BatchLimits extends Partial<ItemLimits> {
  /** Most column bytes one request may expand to; repeated resources can expand a lot. */
  readonly maxRequestBytes?: number;
  /** Bounds the number of metric series. */
  readonly seriesGuard?: SeriesGuard | undefined;
}

/** When a request came, and which times its items may have. */
export interface Arrival {
  /** Unix milliseconds. */
  readonly nowMs: number;
  /** Unix nanoseconds; items with an earlier time are rejected. Absent: none are. */
  readonly acceptFromNs?: bigint;
  /** Unix nanoseconds; items with a later time are rejected. Absent: none are. */
  readonly acceptToNs?: bigint;
}

/** Of a request whose arrival nobody asks for. */
const noArrival: Arrival = { nowMs: 0 };

/**
 * Collects many export requests into one block for each table. A request that throws
 * `OtlpDecodeError` leaves the builder as it was before.
 */
export interface BatchBuilder {
  /** Decodes an ExportTraceServiceRequest. */
  addTraces(body: Uint8Array, encoding: OtlpEncoding, arrival?: Arrival): AddResult;
  /** Decodes an ExportMetricsServiceRequest. */
  addMetrics(body: Uint8Array, encoding: OtlpEncoding, arrival?: Arrival): AddResult;
  /**
   * Decodes an ExportLogsServiceRequest. `nowNs` (Unix time in nanoseconds) is the observed time
   * of records without one, and the time of records with neither.
   */
  addLogs(body: Uint8Array, encoding: OtlpEncoding, nowNs: bigint, arrival?: Arrival): AddResult;
  /** Column bytes collected since the last `takeBlocks`. */
  byteLength(): number;
  /** Returns the non-empty tables as blocks and empties the builder. */
  takeBlocks(): NativeBlock[];
  /** Takes back blocks of `takeBlocks` whose bytes nobody reads any more. Optional. */
  recycle(blocks: readonly NativeBlock[]): void;
}

/** Creates an empty builder; it keeps its buffers from batch to batch. */
export function createBatchBuilder(limits: BatchLimits = {}): BatchBuilder {
  return new ColumnBatchBuilder(limits);
}

const defaultRequestBytes = 256 * 1024 * 1024;

class ColumnBatchBuilder implements BatchBuilder {
  private readonly blocks: ReadonlyMap<TelemetryTable, TableBlock>;
  private readonly traces: { readonly envelope: Envelope; readonly spans: SpanDecoder };
  private readonly logs: { readonly envelope: Envelope; readonly records: LogDecoder };
  private readonly metrics: { readonly envelope: Envelope; readonly metrics: MetricDecoder };
  private readonly context: DecodeContext;
  private readonly seriesGuard: SeriesGuard | undefined;
  private bytesBefore = 0;
  private rejected = new Map<RejectReason, number>();

  constructor(limits: BatchLimits) {
    const { maxRequestBytes = defaultRequestBytes, seriesGuard, ...itemLimits } = limits;
    const guard = (extraBytes: number): void => {
      if (this.byteLength() - this.bytesBefore + extraBytes <= maxRequestBytes) return;
      const problem = `The request expands to more than ${maxRequestBytes} bytes`;
      throw new OtlpDecodeError("request_too_large", problem);
    };
    const reject: DecodeContext["reject"] = (reason, items) => {
      this.rejected.set(reason, (this.rejected.get(reason) ?? 0) + items);
    };
    const context = createDecodeContext(
      guard,
      reject,
      { ...noItemLimits, ...itemLimits },
      seriesGuard,
    );
    this.context = context;
    this.seriesGuard = seriesGuard;
    const create = (table: TelemetryTable): TableBlock => new TableBlock(table, guard);
    const spans = create("spans");
    const logs = create("logs");
    const metrics = {
      number: create("metrics_number"),
      histogram: create("metrics_histogram"),
      expHistogram: create("metrics_exp_histogram"),
      summary: create("metrics_summary"),
    };
    const all = [spans, logs, ...Object.values(metrics)];
    this.blocks = new Map(all.map((block) => [block.table, block]));
    this.traces = {
      envelope: new Envelope([spans], context),
      spans: new SpanDecoder(spans, context),
    };
    this.logs = { envelope: new Envelope([logs], context), records: new LogDecoder(logs, context) };
    this.metrics = {
      envelope: new Envelope(Object.values(metrics), context),
      metrics: new MetricDecoder(metrics, context),
    };
  }

  addTraces(body: Uint8Array, encoding: OtlpEncoding, arrival = noArrival): AddResult {
    const { envelope, spans } = this.traces;
    return this.add("traces", body, encoding, arrival, (reader) => {
      envelope.decode(reader, (_, end) => spans.decode(reader, end));
    });
  }

  addMetrics(body: Uint8Array, encoding: OtlpEncoding, arrival = noArrival): AddResult {
    const { envelope, metrics } = this.metrics;
    return this.add("metrics", body, encoding, arrival, (reader) => {
      envelope.decode(reader, (_, end) => metrics.decode(reader, end));
    });
  }

  addLogs(body: Uint8Array, encoding: OtlpEncoding, nowNs: bigint, arrival = noArrival): AddResult {
    const { envelope, records } = this.logs;
    return this.add("logs", body, encoding, arrival, (reader) => {
      envelope.decode(reader, (_, end) => records.decode(reader, end, nowNs));
    });
  }

  private add(
    signal: OtlpSignal,
    body: Uint8Array,
    encoding: OtlpEncoding,
    arrival: Arrival,
    decode: (reader: WireReader) => void,
  ): AddResult {
    const message = encoding === "json" ? encodeJsonRequest(signal, body) : body;
    const blocks = [...this.blocks.values()];
    const marks = blocks.map((block) => block.mark());
    const rowsBefore = this.countRows();
    this.bytesBefore = this.byteLength();
    this.rejected = new Map();
    const { trims, times } = this.context;
    trims.attributesDropped = trims.valuesTruncated = 0;
    times.set(arrival.acceptFromNs, arrival.acceptToNs);
    this.seriesGuard?.begin(arrival.nowMs);
    try {
      decode(new WireReader(message));
    } catch (error) {
      this.seriesGuard?.rollback();
      blocks.forEach((block, index) => {
        const mark = marks[index];
        if (mark !== undefined) block.rollback(mark);
      });
      throw error;
    }
    const reasons = this.rejected;
    const rejected = [...reasons.values()].reduce((total, count) => total + count, 0);
    const accepted = this.countRows() - rowsBefore;
    const overflows = this.seriesGuard?.end() ?? [];
    return { accepted, rejected, reasons, overflows, trims: { ...trims } };
  }

  private countRows(): number {
    let rows = 0;
    for (const block of this.blocks.values()) rows += block.rows;
    return rows;
  }

  byteLength(): number {
    let bytes = 0;
    for (const block of this.blocks.values()) bytes += block.byteLength();
    return bytes;
  }

  takeBlocks(): NativeBlock[] {
    return telemetryTables.flatMap((table) => {
      const block = this.blocks.get(table);
      if (block === undefined) return [];
      const { rows } = block;
      if (rows === 0) {
        block.clear();
        return [];
      }
      return [{ table, rows, bytes: block.takeNative() }];
    });
  }

  recycle(blocks: readonly NativeBlock[]): void {
    for (const { table, bytes } of blocks) this.blocks.get(table)?.recycle(bytes);
  }
}
