import { register } from "node:module";
import type { Attributes, Span } from "@opentelemetry/api";
import { getNodeAutoInstrumentations } from "@opentelemetry/auto-instrumentations-node";
import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-proto";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-proto";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchLogRecordProcessor } from "@opentelemetry/sdk-logs";
import { AggregationType, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { NodeSDK } from "@opentelemetry/sdk-node";
import { BatchSpanProcessor } from "@opentelemetry/sdk-trace";
import {
  ATTR_DB_COLLECTION_NAME,
  ATTR_DB_OPERATION_NAME,
  ATTR_DB_QUERY_SUMMARY,
  ATTR_HTTP_REQUEST_RESEND_COUNT,
} from "@opentelemetry/semantic-conventions";
import {
  ATTR_SERVICE_PEER_NAME,
  METRIC_DB_CLIENT_CONNECTION_COUNT,
  METRIC_V8JS_MEMORY_HEAP_SPACE_AVAILABLE_SIZE,
  METRIC_V8JS_MEMORY_HEAP_SPACE_PHYSICAL_SIZE,
} from "@opentelemetry/semantic-conventions/incubating";
import { peerNames } from "../topology.ts";
import { describeQuery } from "./describe-query.ts";
import { ingestHeaders, signalUrl } from "./endpoint.ts";
import { readEnvironment } from "./environment.ts";
import { observeHeapLimit } from "./heap-limit.ts";
import { RESEND_HEADER } from "./resend-header.ts";
import { buildResourceAttributes } from "./resource.ts";
import { setTelemetryShutdown } from "./shutdown.ts";

// Preloaded with --import: the hook must be in place before any instrumented module is imported.
register("@opentelemetry/instrumentation/hook.mjs", import.meta.url);

const METRIC_INTERVAL_MS = 15_000;
const EXPORT_TIMEOUT_MS = 10_000;
const environment = readEnvironment(process.env);
const peers = peerNames(environment.basePort);
const headers = ingestHeaders(environment.ingestKey);

function exporterOptions(signal: "traces" | "metrics" | "logs") {
  return {
    url: signalUrl(environment.endpoint, signal),
    headers,
    timeoutMillis: EXPORT_TIMEOUT_MS,
  };
}

/** Attributes the client instrumentation cannot know: who the peer is, and which attempt this is. */
function describeOutgoing(request: { origin: unknown; headers: unknown }): Attributes {
  const port = new URL(String(request.origin)).port;
  const peer = peers[port];
  const list = Array.isArray(request.headers) ? request.headers.map(String) : [];
  const at = list.findIndex((item) => item.toLowerCase() === RESEND_HEADER);
  const resends = at < 0 ? 0 : Number(list[at + 1]);
  return {
    ...(peer === undefined ? {} : { [ATTR_SERVICE_PEER_NAME]: peer }),
    ...(resends > 0 ? { [ATTR_HTTP_REQUEST_RESEND_COUNT]: resends } : {}),
  };
}

/** Names a query span by operation and table; the instrumentation takes the first word of the text, comment or not. */
function describeStatement(span: Span, request: { query: { text: string } }): void {
  const description = describeQuery(request.query.text);
  if (description === undefined) return;
  const { operation, target } = description;
  const summary = target === undefined ? operation : `${operation} ${target}`;
  span.updateName(summary);
  span.setAttributes({
    [ATTR_DB_OPERATION_NAME]: operation,
    [ATTR_DB_QUERY_SUMMARY]: summary,
    ...(target === undefined ? {} : { [ATTR_DB_COLLECTION_NAME]: target }),
  });
}

const sdk = new NodeSDK({
  autoDetectResources: false,
  resource: defaultResource().merge(resourceFromAttributes(buildResourceAttributes(environment))),
  spanProcessors: [
    new BatchSpanProcessor({ exporter: new OTLPTraceExporter(exporterOptions("traces")) }),
  ],
  logRecordProcessors: [
    new BatchLogRecordProcessor({ exporter: new OTLPLogExporter(exporterOptions("logs")) }),
  ],
  metricReaders: [
    new PeriodicExportingMetricReader({
      exporter: new OTLPMetricExporter(exporterOptions("metrics")),
      exportIntervalMillis: METRIC_INTERVAL_MS,
      exportTimeoutMillis: EXPORT_TIMEOUT_MS,
    }),
  ],
  // One process-wide counter is shared by all pools there, so its pool metrics mix up processes with two pools; pool-metrics.ts measures each pool by itself.
  views: [
    {
      meterName: "@opentelemetry/instrumentation-pg",
      instrumentName: `${METRIC_DB_CLIENT_CONNECTION_COUNT.replace(/count$/, "")}*`,
      aggregation: { type: AggregationType.DROP },
    },
    // Two further sizes of each of 13 heap spaces say little that used and total do not.
    {
      instrumentName: METRIC_V8JS_MEMORY_HEAP_SPACE_PHYSICAL_SIZE,
      aggregation: { type: AggregationType.DROP },
    },
    {
      instrumentName: METRIC_V8JS_MEMORY_HEAP_SPACE_AVAILABLE_SIZE,
      aggregation: { type: AggregationType.DROP },
    },
  ],
  instrumentations: [
    getNodeAutoInstrumentations({
      "@opentelemetry/instrumentation-net": { enabled: false },
      "@opentelemetry/instrumentation-dns": { enabled: false },
      "@opentelemetry/instrumentation-host-metrics": {
        enabled: true,
        metricGroups: ["process.cpu", "process.memory"],
      },
      "@opentelemetry/instrumentation-pg": {
        requireParentSpan: true,
        ignoreConnectSpans: true,
        requestHook: describeStatement,
      },
      "@opentelemetry/instrumentation-http": { disableOutgoingRequestInstrumentation: true },
      "@opentelemetry/instrumentation-undici": { startSpanHook: describeOutgoing },
    }),
  ],
});
sdk.start();
observeHeapLimit();
setTelemetryShutdown(() => sdk.shutdown());
