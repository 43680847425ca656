import { ProtobufMetricsSerializer } from "@opentelemetry/otlp-transformer";
import { AggregationTemporality, InstrumentType, MetricReader } from "@opentelemetry/sdk-metrics";
import type { Receiver } from "../ingest/receiver.ts";

/** Series of one instrument; beyond it they are put together by the SDK. */
const MAX_SERIES = 500;
const COLLECT_LIMIT_MS = 5_000;

/**
 * Reads the instruments when it is told to and hands the result to a receiver of this process: no
 * network, no key, no quota, and no load that is counted as a sender's.
 */
export class OwnReader extends MetricReader {
  #receiver: Pick<Receiver, "receive"> | undefined;

  constructor() {
    super({
      // Quiet histograms cost nothing: each export says what happened since the last one.
      aggregationTemporalitySelector: (type) =>
        type === InstrumentType.HISTOGRAM
          ? AggregationTemporality.DELTA
          : AggregationTemporality.CUMULATIVE,
      cardinalitySelector: () => MAX_SERIES,
    });
  }

  /** Says where to send to, once there is something; before that nothing is sent. */
  sendTo(receiver: Pick<Receiver, "receive">): void {
    this.#receiver = receiver;
  }

  /** Sends what the instruments say now. @throws Error when the receiver refuses; it is dropped */
  async send(): Promise<void> {
    if (this.#receiver === undefined) return;
    const { resourceMetrics, errors } = await this.collect({ timeoutMillis: COLLECT_LIMIT_MS });
    const bytes = ProtobufMetricsSerializer.serializeRequest(resourceMetrics);
    if (bytes !== undefined && resourceMetrics.scopeMetrics.length > 0) {
      const outcome = await this.#receiver.receive("metrics", bytes, "protobuf");
      if (outcome.kind === "refused") throw new Error(outcome.refusal.message);
      if (outcome.rejected > 0) throw new Error(outcome.message);
    }
    if (errors.length > 0) throw new AggregateError(errors, "Some instruments could not be read.");
  }

  protected onForceFlush(): Promise<void> {
    return this.send();
  }

  protected onShutdown(): Promise<void> {
    return Promise.resolve();
  }
}
