import type { Attributes, Context, Histogram } from "@opentelemetry/api";
import { metrics, SpanKind } from "@opentelemetry/api";
import { suppressTracing } from "@opentelemetry/core";
import {
  ATTR_MESSAGING_DESTINATION_NAME,
  METRIC_MESSAGING_CLIENT_CONSUMED_MESSAGES,
  METRIC_MESSAGING_CLIENT_OPERATION_DURATION,
  METRIC_MESSAGING_CLIENT_SENT_MESSAGES,
  METRIC_MESSAGING_PROCESS_DURATION,
} from "@opentelemetry/semantic-conventions/incubating";
import type { Telemetry } from "bullmq";
import { BullMQOtel } from "bullmq-otel";
import { ORDER_QUEUE } from "../topology.ts";
import {
  ATTR_QUEUE_JOBS_STATE,
  ATTR_QUEUE_NAME,
  DURATION_BOUNDS_S,
  METRIC_QUEUE_JOBS,
  METRIC_QUEUE_WAIT,
} from "./library-metric-names.ts";
import {
  metricAttributes,
  processAttributes,
  QUEUE_SCOPE,
  sendAttributes,
} from "./messaging-attributes.ts";

type QueueSpanOptions = { kind?: number; attributes?: Attributes };

/**
 * bullmq-otel with the messaging conventions added: producer and consumer spans are named and described as such,
 * and the polling of the queue itself leaves no spans.
 */
export function createQueueTelemetry(): Telemetry<Context> {
  const otel = new BullMQOtel({ tracerName: "bullmq" });
  return {
    contextManager: otel.contextManager,
    tracer: {
      startSpan: (name: string, options?: QueueSpanOptions, context?: Context) => {
        if (options?.kind === SpanKind.PRODUCER)
          return startNamed("send", sendAttributes(), options, context);
        if (options?.kind === SpanKind.CONSUMER)
          return startNamed("process", processAttributes(), options, context);
        const active = suppressTracing(context ?? otel.contextManager.active());
        const span = otel.tracer.startSpan(name, options, active);
        span.setSpanOnContext = () => active;
        return span;
      },
    },
  };

  function startNamed(
    verb: string,
    attributes: Attributes,
    options: QueueSpanOptions,
    context?: Context,
  ) {
    return otel.tracer.startSpan(
      `${verb} ${ORDER_QUEUE}`,
      { ...options, attributes: { ...options.attributes, ...attributes } },
      context,
    );
  }
}

/** Recorders of the side that sends; durations in seconds. */
export function createSendMetrics(): (seconds: number, failed: boolean) => void {
  const meter = metrics.getMeter(QUEUE_SCOPE);
  const labels = metricAttributes(sendAttributes());
  const sent = meter.createCounter(METRIC_MESSAGING_CLIENT_SENT_MESSAGES, { unit: "{message}" });
  const duration = secondsHistogram(METRIC_MESSAGING_CLIENT_OPERATION_DURATION);
  return (seconds, failed) => {
    duration.record(seconds, labels);
    if (!failed) sent.add(1, labels);
  };
}

/** Recorders of the side that processes; durations in seconds. */
export type ProcessMetrics = {
  readonly recordWait: (seconds: number) => void;
  readonly recordProcess: (seconds: number) => void;
};

/** Observes processing and, through `depth`, the jobs waiting and active. */
export function observeProcessing(depth: () => Promise<Record<string, number>>): ProcessMetrics {
  const meter = metrics.getMeter(QUEUE_SCOPE);
  const labels = metricAttributes(processAttributes());
  const consumed = meter.createCounter(METRIC_MESSAGING_CLIENT_CONSUMED_MESSAGES, {
    unit: "{message}",
  });
  const processing = secondsHistogram(METRIC_MESSAGING_PROCESS_DURATION);
  const wait = secondsHistogram(METRIC_QUEUE_WAIT);
  meter.createObservableGauge(METRIC_QUEUE_JOBS, { unit: "{job}" }).addCallback(async (result) => {
    for (const [state, count] of Object.entries(await depth())) {
      result.observe(count, { [ATTR_QUEUE_NAME]: ORDER_QUEUE, [ATTR_QUEUE_JOBS_STATE]: state });
    }
  });
  return {
    recordWait: (seconds) =>
      wait.record(seconds, { [ATTR_MESSAGING_DESTINATION_NAME]: ORDER_QUEUE }),
    recordProcess: (seconds) => {
      consumed.add(1, labels);
      processing.record(seconds, labels);
    },
  };
}

function secondsHistogram(name: string): Histogram {
  return metrics
    .getMeter(QUEUE_SCOPE)
    .createHistogram(name, { unit: "s", advice: { explicitBucketBoundaries: DURATION_BOUNDS_S } });
}
