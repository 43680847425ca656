import { ProtobufMetricsSerializer } from "@opentelemetry/otlp-transformer";
import { AggregationTemporality, InstrumentType, MetricReader } from "@opentelemetry/sdk-metrics";

/** Series of one instrument; beyond it they are put together by the SDK. */
const MAX_SERIES = 500;
const COLLECT_LIMIT_MS = 5_000;

/** Reads the instruments of a provider when it is told to. */
export class OwnReader extends MetricReader {
  constructor() {
    super({
      // Quiet histograms cost nothing: each reading says what happened since the last one.
      aggregationTemporalitySelector: (type) =>
        type === InstrumentType.HISTOGRAM
          ? AggregationTemporality.DELTA
          : AggregationTemporality.CUMULATIVE,
      cardinalitySelector: () => MAX_SERIES,
    });
  }

  /**
   * What the instruments say now as an OTLP request; undefined where they say nothing.
   * @throws AggregateError when instruments can't be read
   */
  async read(): Promise<Uint8Array | undefined> {
    const { resourceMetrics, errors } = await this.collect({ timeoutMillis: COLLECT_LIMIT_MS });
    if (errors.length > 0) throw new AggregateError(errors, "Some instruments could not be read.");
    return resourceMetrics.scopeMetrics.length === 0
      ? undefined
      : ProtobufMetricsSerializer.serializeRequest(resourceMetrics);
  }

  protected onForceFlush(): Promise<void> {
    return Promise.resolve();
  }

  protected onShutdown(): Promise<void> {
    return Promise.resolve();
  }
}
