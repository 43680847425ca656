import type { Span } from "@headroom/contracts";
import {
  ATTR_EXCEPTION_MESSAGE,
  ATTR_EXCEPTION_STACKTRACE,
  ATTR_EXCEPTION_TYPE,
} from "@opentelemetry/semantic-conventions";

type SpanEvent = Span["events"][number];

/** An exception that an event reports; `rest` are the attributes beside it. */
export interface ReportedException {
  readonly type: string;
  readonly message: string;
  readonly stacktrace: string;
  readonly rest: Readonly<Record<string, string>>;
}

/** The exception of an event; null where the event is something else. */
export function readException(event: SpanEvent): ReportedException | null {
  const {
    [ATTR_EXCEPTION_TYPE]: type,
    [ATTR_EXCEPTION_MESSAGE]: message,
    [ATTR_EXCEPTION_STACKTRACE]: stacktrace,
    ...rest
  } = event.attributes;
  if (type === undefined && message === undefined) return null;
  return { type: type ?? "Exception", message: message ?? "", stacktrace: stacktrace ?? "", rest };
}

/** Milliseconds of an event after its span began; null where a time cannot be read. */
export function eventOffsetMs(event: SpanEvent, span: Pick<Span, "startTime">): number | null {
  const offsetMs = Date.parse(event.time) - Date.parse(span.startTime);
  return Number.isNaN(offsetMs) ? null : offsetMs;
}
