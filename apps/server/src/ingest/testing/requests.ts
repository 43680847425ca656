import type { OtlpSignal } from "@headroom/otlp";

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";

/** An OTLP/JSON trace request with `count` spans; `change` is merged into each. */
export function traceRequest(count = 1, change: Readonly<Record<string, unknown>> = {}): string {
  const span = {
    traceId,
    spanId: "00f067aa0ba902b7",
    name: "x",
    startTimeUnixNano: "1700000000000000000",
    endTimeUnixNano: "1700000000000000001",
    ...change,
  };
  const spans = Array.from({ length: count }, () => span);
  return JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
}

/** A protobuf trace request with one span named `name`, written by hand. */
export function protobufTraceRequest(name = "x"): Buffer {
  const span = Buffer.concat([
    field(1, Buffer.from(traceId, "hex")),
    field(2, Buffer.from("00f067aa0ba902b7", "hex")),
    field(5, Buffer.from(name)),
    // Start time, fixed64.
    Buffer.from([(7 << 3) | 1, 1, 0, 0, 0, 0, 0, 0, 1]),
  ]);
  return field(1, field(2, field(2, span)));
}

function field(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 0x7f) | 0x80);
  }
}

/** Full method names of the gRPC services. */
export const exportPaths: Readonly<Record<OtlpSignal, string>> = {
  traces: "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
  metrics: "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
  logs: "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
};
