import type { TelemetryTable } from "./columns.ts";
import { telemetryTables } from "./columns.ts";
import { OtlpDecodeError } from "./errors.ts";
import { encodeJsonRequest } from "./json/encode-request.ts";
import { TableBlock } from "./native/table-block.ts";
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
}

/** The rows of one table as a ClickHouse Native block. */
export interface NativeBlock {
  readonly table: TelemetryTable;
  readonly rows: number;
  readonly bytes: Uint8Array;
}

/** Limits of a batch builder. */
export interface BatchLimits {
  /** Most column bytes one request may expand to; repeated resources can expand a lot. */
  readonly maxRequestBytes: number;
}

/**
 * Collects many export requests into one block for each table. A request that throws
 * `OtlpDecodeError` leaves the builder as it was before.
 */
export interface BatchBuilder {
  /** Decodes an ExportTraceServiceRequest. */
  addTraces(body: Uint8Array, encoding: OtlpEncoding): AddResult;
  /** Decodes an ExportMetricsServiceRequest. */
  addMetrics(body: Uint8Array, encoding: OtlpEncoding): AddResult;
  /**
   * Decodes an ExportLogsServiceRequest. `nowNs` (Unix time in nanoseconds) is the observed time
   * of records without one, and the time of records with neither.
   */
  addLogs(body: Uint8Array, encoding: OtlpEncoding, nowNs: bigint): AddResult;
  /** Column bytes collected since the last `takeBlocks`. */
  byteLength(): number;
  /** Returns the non-empty tables as blocks and empties the builder. */
  takeBlocks(): NativeBlock[];
}

/** Creates an empty builder; it keeps its buffers from batch to batch. */
export function createBatchBuilder(
  limits: BatchLimits = { maxRequestBytes: 256 * 1024 * 1024 },
): BatchBuilder {
  return new ColumnBatchBuilder(limits);
}

class ColumnBatchBuilder implements BatchBuilder {
  private readonly blocks: ReadonlyMap<TelemetryTable, TableBlock>;
  private readonly traces: { readonly envelope: Envelope; readonly spans: SpanDecoder };
  private readonly logs: { readonly envelope: Envelope; readonly records: LogDecoder };
  private readonly metrics: { readonly envelope: Envelope; readonly metrics: MetricDecoder };
  private bytesBefore = 0;
  private rejected = new Map<RejectReason, number>();

  constructor(limits: BatchLimits) {
    const guard = (extraBytes: number): void => {
      if (this.byteLength() - this.bytesBefore + extraBytes <= limits.maxRequestBytes) return;
      const problem = `The request expands to more than ${limits.maxRequestBytes} bytes`;
      throw new OtlpDecodeError("request_too_large", problem);
    };
    const context = createDecodeContext(guard, (reason, items) => {
      this.rejected.set(reason, (this.rejected.get(reason) ?? 0) + items);
    });
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

  addTraces(body: Uint8Array, encoding: OtlpEncoding): AddResult {
    const { envelope, spans } = this.traces;
    return this.add("traces", body, encoding, (reader) => {
      envelope.decode(reader, (_, end) => spans.decode(reader, end));
    });
  }

  addMetrics(body: Uint8Array, encoding: OtlpEncoding): AddResult {
    const { envelope, metrics } = this.metrics;
    return this.add("metrics", body, encoding, (reader) => {
      envelope.decode(reader, (_, end) => metrics.decode(reader, end));
    });
  }

  addLogs(body: Uint8Array, encoding: OtlpEncoding, nowNs: bigint): AddResult {
    const { envelope, records } = this.logs;
    return this.add("logs", body, encoding, (reader) => {
      envelope.decode(reader, (_, end) => records.decode(reader, end, nowNs));
    });
  }

  private add(
    signal: OtlpSignal,
    body: Uint8Array,
    encoding: OtlpEncoding,
    decode: (reader: WireReader) => void,
  ): AddResult {
    const message = encoding === "json" ? encodeJsonRequest(signal, body) : body;
    const blocks = [...this.blocks.values()];
    const marks = blocks.map((block) => block.mark());
    const rowsBefore = this.countRows();
    this.bytesBefore = this.byteLength();
    this.rejected = new Map();
    try {
      decode(new WireReader(message));
    } catch (error) {
      blocks.forEach((block, index) => {
        const mark = marks[index];
        if (mark !== undefined) block.rollback(mark);
      });
      throw error;
    }
    const reasons = this.rejected;
    const rejected = [...reasons.values()].reduce((total, count) => total + count, 0);
    return { accepted: this.countRows() - rowsBefore, rejected, reasons };
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
      if (block === undefined || block.rows === 0) return [];
      const { rows } = block;
      return [{ table, rows, bytes: block.takeNative() }];
    });
  }
}
