import { randomBytes } from "node:crypto";

const attribute = (key: string, value: string | number) => ({
  key,
  value: typeof value === "string" ? { stringValue: value } : { doubleValue: value },
});
const resource = (service: string) => ({
  attributes: [
    attribute("service.name", service),
    attribute("service.version", "1.4.0"),
    attribute("service.instance.id", `${service}-1`),
    attribute("telemetry.sdk.language", "nodejs"),
  ],
});
const id = (bytes: number): string => randomBytes(bytes).toString("hex");
const ns = (ms: number): string => String(BigInt(Math.round(ms * 1_000)) * 1_000n);

interface SampleSpan {
  service: string;
  name: string;
  kind: number;
  offsetMs: number;
  durationMs: number;
}

const shapes: readonly SampleSpan[] = [
  { service: "gateway", name: "POST /checkout", kind: 2, offsetMs: 0, durationMs: 180 },
  { service: "gateway", name: "POST", kind: 3, offsetMs: 4, durationMs: 170 },
  { service: "checkout", name: "POST /orders", kind: 2, offsetMs: 8, durationMs: 160 },
  { service: "checkout", name: "INSERT orders", kind: 3, offsetMs: 20, durationMs: 35 },
  { service: "checkout", name: "charge", kind: 1, offsetMs: 60, durationMs: 90 },
  { service: "payments", name: "POST /charges", kind: 2, offsetMs: 70, durationMs: 75 },
];

/** One trace through three services, starting at `startMs`; every 10th of them fails. */
function sampleTrace(startMs: number, index: number) {
  const traceId = id(16);
  const spanIds = shapes.map(() => id(8));
  const isError = index % 10 === 0;
  const spans = shapes.map((shape, position) => ({
    service: shape.service,
    span: {
      traceId,
      spanId: spanIds[position],
      ...(position === 0 ? {} : { parentSpanId: spanIds[position - 1] }),
      name: shape.name,
      kind: shape.kind,
      startTimeUnixNano: ns(startMs + shape.offsetMs),
      endTimeUnixNano: ns(startMs + shape.offsetMs + shape.durationMs * (1 + (index % 7) / 10)),
      attributes: [attribute("http.route", "/checkout"), attribute("cart.size", index % 5)],
      status: { code: isError && position >= 4 ? 2 : 0, message: isError ? "card declined" : "" },
    },
  }));
  const log = {
    timeUnixNano: ns(startMs + 100),
    severityNumber: isError ? 17 : 9,
    severityText: isError ? "ERROR" : "INFO",
    body: { stringValue: isError ? "charge failed: card declined" : "order placed" },
    attributes: [attribute("order.id", `o-${index}`)],
    traceId,
    spanId: spanIds[4],
  };
  return { traceId, spans, log };
}

async function post(otlpHttpUrl: string, path: string, body: unknown): Promise<void> {
  const response = await fetch(`${otlpHttpUrl}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
}

/**
 * Sends half an hour of traces, logs and metrics of three services that ends at `nowMs`.
 * Returns the id of the newest failed trace.
 */
export async function sendSampleTelemetry(otlpHttpUrl: string, nowMs: number): Promise<string> {
  const count = 180;
  const traces = Array.from({ length: count }, (_, index) =>
    sampleTrace(nowMs - (count - index) * 10_000, index),
  );
  const byService = Map.groupBy(
    traces.flatMap((each) => each.spans),
    (each) => each.service,
  );
  await post(otlpHttpUrl, "/v1/traces", {
    resourceSpans: [...byService].map(([service, spans]) => ({
      resource: resource(service),
      scopeSpans: [{ scope: { name: "sample" }, spans: spans.map((each) => each.span) }],
    })),
  });
  await post(otlpHttpUrl, "/v1/logs", {
    resourceLogs: [
      {
        resource: resource("checkout"),
        scopeLogs: [{ scope: { name: "sample" }, logRecords: traces.map((each) => each.log) }],
      },
    ],
  });
  const times = Array.from({ length: 60 }, (_, index) => nowMs - (60 - index) * 30_000);
  await post(otlpHttpUrl, "/v1/metrics", {
    resourceMetrics: [
      {
        resource: resource("checkout"),
        scopeMetrics: [{ scope: { name: "sample" }, metrics: sampleMetrics(times) }],
      },
    ],
  });
  return traces.findLast((_, index) => index % 10 === 0)?.traceId ?? "";
}

function sampleMetrics(times: readonly number[]) {
  const start = ns((times[0] ?? 0) - 30_000);
  return [
    {
      name: "db.client.connection.count",
      unit: "{connection}",
      description: "Connections in the state described by the state attribute.",
      gauge: {
        dataPoints: times.flatMap((time, index) =>
          ["used", "idle"].map((state) => ({
            timeUnixNano: ns(time),
            asDouble: state === "used" ? 4 + Math.sin(index / 6) * 3 : 6 - Math.sin(index / 6) * 3,
            attributes: [attribute("db.client.connection.state", state)],
          })),
        ),
      },
    },
    {
      name: "http.server.request.duration",
      unit: "s",
      histogram: {
        aggregationTemporality: 2,
        dataPoints: times.map((time, index) => ({
          startTimeUnixNano: start,
          timeUnixNano: ns(time),
          count: String((index + 1) * 10),
          sum: (index + 1) * 1.5,
          explicitBounds: [0.05, 0.1, 0.25, 0.5, 1],
          bucketCounts: [2, 3, 3, 1, 1, 0].map((each) => String(each * (index + 1))),
          attributes: [attribute("http.route", "/orders")],
        })),
      },
    },
  ];
}
