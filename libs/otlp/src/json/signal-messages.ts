import { attribute, bodyValue, exportRequest } from "./common-messages.ts";
import { enumOf, many, message, one } from "./message-spec.ts";

const spanKind = enumOf("SPAN_KIND_", [
  "UNSPECIFIED",
  "INTERNAL",
  "SERVER",
  "CLIENT",
  "PRODUCER",
  "CONSUMER",
]);
const statusCode = enumOf("STATUS_CODE_", ["UNSET", "OK", "ERROR"]);
const severityNames = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"].flatMap((name) => [
  name,
  `${name}2`,
  `${name}3`,
  `${name}4`,
]);
const severityNumber = enumOf("SEVERITY_NUMBER_", ["UNSPECIFIED", ...severityNames]);

const event = message({
  timeUnixNano: one(1, "fixed64"),
  name: one(2, "string"),
  attributes: many(3, attribute),
  droppedAttributesCount: one(4, "uint32"),
});

const link = message({
  traceId: one(1, "id"),
  spanId: one(2, "id"),
  traceState: one(3, "string"),
  attributes: many(4, attribute),
  droppedAttributesCount: one(5, "uint32"),
  flags: one(6, "fixed32"),
});

const span = message({
  traceId: one(1, "id"),
  spanId: one(2, "id"),
  traceState: one(3, "string"),
  parentSpanId: one(4, "id"),
  name: one(5, "string"),
  kind: one(6, spanKind),
  startTimeUnixNano: one(7, "fixed64"),
  endTimeUnixNano: one(8, "fixed64"),
  attributes: many(9, attribute),
  droppedAttributesCount: one(10, "uint32"),
  events: many(11, { message: event }),
  droppedEventsCount: one(12, "uint32"),
  links: many(13, { message: link }),
  droppedLinksCount: one(14, "uint32"),
  status: one(15, { message: message({ message: one(2, "string"), code: one(3, statusCode) }) }),
  flags: one(16, "fixed32"),
});

const logRecord = message({
  timeUnixNano: one(1, "fixed64"),
  severityNumber: one(2, severityNumber),
  severityText: one(3, "string"),
  body: one(5, bodyValue),
  attributes: many(6, attribute),
  droppedAttributesCount: one(7, "uint32"),
  flags: one(8, "fixed32"),
  traceId: one(9, "id"),
  spanId: one(10, "id"),
  observedTimeUnixNano: one(11, "fixed64"),
  eventName: one(12, "string"),
});

/** ExportTraceServiceRequest. */
export const tracesRequest = exportRequest("resourceSpans", "scopeSpans", "spans", span);

/** ExportLogsServiceRequest. */
export const logsRequest = exportRequest("resourceLogs", "scopeLogs", "logRecords", logRecord);
