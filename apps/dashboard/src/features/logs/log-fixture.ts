import type { LogRecord } from "@headroom/contracts";

/** A log record for tests, `second` of one minute. */
export function makeLog(second: number, body: string, more: Partial<LogRecord> = {}): LogRecord {
  const time = `2026-03-01T12:00:${String(second).padStart(2, "0")}.000000000Z`;
  return {
    id: `${second}`,
    time,
    observedTime: time,
    service: "shop",
    severity: "info",
    severityNumber: 9,
    severityText: "INFO",
    body,
    eventName: "",
    traceId: "",
    spanId: "",
    attributes: {},
    resourceAttributes: {},
    scopeName: "",
    ...more,
  };
}
