import { SeverityNumber, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { context } from "@opentelemetry/api";
import { OTLPLogExporter as GrpcLogs } from "@opentelemetry/exporter-logs-otlp-grpc";
import { OTLPLogExporter as HttpLogs } from "@opentelemetry/exporter-logs-otlp-proto";
import { OTLPMetricExporter as GrpcMetrics } from "@opentelemetry/exporter-metrics-otlp-grpc";
import { OTLPMetricExporter as HttpMetrics } from "@opentelemetry/exporter-metrics-otlp-proto";
import { OTLPTraceExporter as GrpcTraces } from "@opentelemetry/exporter-trace-otlp-grpc";
import { OTLPTraceExporter as JsonTraces } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as HttpTraces } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes, type Resource } from "@opentelemetry/resources";
import {
  BatchLogRecordProcessor,
  LoggerProvider,
  type LogRecordExporter,
} from "@opentelemetry/sdk-logs";
import {
  AggregationType,
  MeterProvider,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from "@opentelemetry/sdk-metrics";
import { BatchSpanProcessor, TracerProvider, type SpanExporter } from "@opentelemetry/sdk-trace";
import {
  ATTR_HTTP_ROUTE,
  ATTR_SERVICE_NAME,
  ATTR_SERVICE_VERSION,
} from "@opentelemetry/semantic-conventions";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { startProduct, type Product } from "../harness/product.ts";

let product: Product;

beforeAll(async () => {
  product = await startProduct();
});

afterAll(() => product.dispose());

interface Transport {
  readonly name: string;
  traces(): SpanExporter;
  metrics(): PushMetricExporter;
  logs(): LogRecordExporter;
}

const gzip = "gzip" as never;
const transports: readonly Transport[] = [
  {
    name: "grpc",
    traces: () => new GrpcTraces({ url: product.otlpGrpcUrl, compression: gzip }),
    metrics: () => new GrpcMetrics({ url: product.otlpGrpcUrl }),
    logs: () => new GrpcLogs({ url: product.otlpGrpcUrl }),
  },
  {
    name: "http-protobuf",
    traces: () => new HttpTraces({ url: `${product.otlpHttpUrl}/v1/traces`, compression: gzip }),
    metrics: () => new HttpMetrics({ url: `${product.otlpHttpUrl}/v1/metrics` }),
    logs: () => new HttpLogs({ url: `${product.otlpHttpUrl}/v1/logs`, compression: gzip }),
  },
];

function resourceOf(service: string): Resource {
  return resourceFromAttributes({
    [ATTR_SERVICE_NAME]: service,
    [ATTR_SERVICE_VERSION]: "1.2.3",
    "deployment.environment.name": "test",
  });
}

/** Sends one trace of two spans and a log inside it; returns the trace id. */
async function sendTraceAndLog(transport: Transport, service: string): Promise<string> {
  const resource = resourceOf(service);
  const tracers = new TracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor({ exporter: transport.traces() })],
  });
  const loggers = new LoggerProvider({
    resource,
    processors: [new BatchLogRecordProcessor({ exporter: transport.logs() })],
  });
  const tracer = tracers.getTracer("e2e");
  const root = tracer.startSpan("GET /cart", {
    kind: SpanKind.SERVER,
    attributes: { [ATTR_HTTP_ROUTE]: "/cart", "big.int": 9_007_199_254_740_991, list: ["a", "b"] },
  });
  const inRoot = trace.setSpan(context.active(), root);
  const child = tracer.startSpan("SELECT carts", { kind: SpanKind.CLIENT }, inRoot);
  child.addEvent("retry", { attempt: 2 });
  child.recordException(new Error("deadlock detected"));
  child.setStatus({ code: SpanStatusCode.ERROR, message: "deadlock" });
  child.end();
  loggers.getLogger("e2e").emit({
    severityNumber: SeverityNumber.ERROR,
    severityText: "ERROR",
    body: `could not load the cart for ${service}`,
    attributes: { "cart.id": 42 },
    context: inRoot,
  });
  root.end();
  await tracers.shutdown();
  await loggers.shutdown();
  return root.spanContext().traceId;
}

/** Sends one of each instrument. */
async function sendMetrics(transport: Transport, service: string): Promise<void> {
  const reader = new PeriodicExportingMetricReader({ exporter: transport.metrics() });
  const meters = new MeterProvider({
    resource: resourceOf(service),
    readers: [reader],
    views: [
      {
        instrumentName: "e2e.exponential",
        aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM },
      },
    ],
  });
  const meter = meters.getMeter("e2e");
  const route = { [ATTR_HTTP_ROUTE]: "/cart" };
  meter.createCounter("e2e.requests", { unit: "{request}" }).add(7, route);
  meter.createUpDownCounter("e2e.active").add(3);
  meter.createGauge("e2e.temperature", { unit: "Cel" }).record(21.5);
  for (const milliseconds of [11, 20, 200]) {
    meter.createHistogram("e2e.duration", { unit: "ms" }).record(milliseconds, route);
    meter.createHistogram("e2e.exponential", { unit: "ms" }).record(milliseconds, route);
  }
  await meters.forceFlush();
  await meters.shutdown();
}

describe.each(transports)("the OpenTelemetry SDK over $name", (transport) => {
  const service = `sdk-${transport.name}`;

  it("sends a trace and a log that read back as they were", async () => {
    const traceId = await sendTraceAndLog(transport, service);
    const read = await eventually("the trace", async () => {
      const found = await product.api.call("getTrace", { params: { traceId } });
      return found.spans.length === 2 ? found : undefined;
    });
    const [root, child] = read.spans.toSorted((a) => (a.parentSpanId === "" ? -1 : 1));
    expect(root).toMatchObject({
      service,
      name: "GET /cart",
      kind: "server",
      status: "unset",
      parentSpanId: "",
      attributes: { "http.route": "/cart", "big.int": "9007199254740991", list: '["a","b"]' },
      resourceAttributes: { "service.version": "1.2.3" },
    });
    expect(child).toMatchObject({
      name: "SELECT carts",
      kind: "client",
      status: "error",
      statusMessage: "deadlock",
      parentSpanId: root?.spanId,
    });
    expect(child?.events.map((event) => event.name)).toEqual(["retry", "exception"]);
    expect(child?.events[1]?.attributes["exception.message"]).toBe("deadlock detected");

    const log = await eventually("the log", async () => {
      const { items } = await product.api.call("listLogs", { query: { traceId } });
      return items[0];
    });
    expect(log).toMatchObject({
      service,
      severity: "error",
      body: `could not load the cart for ${service}`,
      spanId: root?.spanId,
      attributes: { "cart.id": "42" },
    });
    const found = await product.api.call("listLogs", {
      query: { q: "LOAD cart", service, minSeverity: "warn" },
    });
    expect(found.items).toHaveLength(1);
  });

  it("sends every type of metric", async () => {
    await sendMetrics(transport, service);
    const catalogue = await eventually("the metrics", async () => {
      const { items } = await product.api.call("listMetrics", { query: { service, q: "e2e." } });
      return items.length === 5 ? items : undefined;
    });
    expect(catalogue.map((each) => [each.name, each.type])).toEqual([
      ["e2e.active", "sum"],
      ["e2e.duration", "histogram"],
      ["e2e.exponential", "exp_histogram"],
      ["e2e.requests", "sum"],
      ["e2e.temperature", "gauge"],
    ]);
    const lastValue = async (
      metric: string,
      aggregation: "last" | "p50",
    ): Promise<number | null> => {
      const { series } = await product.api.call("getMetricSeries", {
        query: { metric, aggregation, service },
      });
      return series[0]?.points.at(-1)?.[1] ?? null;
    };
    expect(await lastValue("e2e.temperature", "last")).toBe(21.5);
    expect(await lastValue("e2e.active", "last")).toBe(3);
    for (const metric of ["e2e.duration", "e2e.exponential"]) {
      const median = await lastValue(metric, "p50");
      expect(median).toBeGreaterThan(10);
      expect(median).toBeLessThan(25);
    }
  });

  it("shows the service with its figures", async () => {
    const found = await eventually("the service", async () => {
      const { items } = await product.api.call("listServices");
      return items.find((each) => each.name === service && each.red.calls > 0);
    });
    expect(found).toMatchObject({
      versions: ["1.2.3"],
      language: expect.any(String),
      red: { calls: 1 },
    });
    const detail = await product.api.call("getService", { params: { service } });
    expect(detail.operations.map((each) => each.name)).toEqual(
      expect.arrayContaining(["GET /cart", "SELECT carts"]),
    );
  });
});

describe("the OpenTelemetry SDK over http-json", () => {
  it("sends a trace", async () => {
    const traceId = await sendTraceAndLog(
      {
        name: "http-json",
        traces: () => new JsonTraces({ url: `${product.otlpHttpUrl}/v1/traces` }),
        metrics: () => new HttpMetrics({ url: `${product.otlpHttpUrl}/v1/metrics` }),
        logs: () => new HttpLogs({ url: `${product.otlpHttpUrl}/v1/logs` }),
      },
      "sdk-http-json",
    );
    const read = await eventually("the trace", () =>
      product.api.call("getTrace", { params: { traceId } }),
    );
    expect(read.spans).toHaveLength(2);
  });
});
