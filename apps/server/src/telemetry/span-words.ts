import type { Span } from "@headroom/contracts";

/** Words for OTLP's span kind numbers (opentelemetry-proto, Span.SpanKind). */
export const spanKinds: readonly Span["kind"][] = [
  "unspecified",
  "internal",
  "server",
  "client",
  "producer",
  "consumer",
];

/** Words for OTLP's status code numbers (opentelemetry-proto, Status.StatusCode). */
export const spanStatuses: readonly Span["status"][] = ["unset", "ok", "error"];
