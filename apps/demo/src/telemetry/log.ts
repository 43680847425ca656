import type { Attributes } from "@opentelemetry/api";
import { logs, SeverityNumber } from "@opentelemetry/api";
import { ATTR_ERROR_TYPE, ATTR_EXCEPTION_MESSAGE } from "@opentelemetry/semantic-conventions";

/** Structured log lines; each is tied to the span that is active when it is written. */
export type Log = {
  readonly info: (message: string, attributes?: Attributes) => void;
  readonly warn: (message: string, attributes?: Attributes) => void;
  readonly error: (message: string, attributes?: Attributes) => void;
};

/** A log writer for one component of a service. */
export function createLog(component: string): Log {
  const logger = logs.getLogger(`shop.${component}`);
  const write =
    (severityNumber: SeverityNumber, severityText: string) =>
    (message: string, attributes: Attributes = {}) =>
      logger.emit({ severityNumber, severityText, body: message, attributes });
  return {
    info: write(SeverityNumber.INFO, "INFO"),
    warn: write(SeverityNumber.WARN, "WARN"),
    error: write(SeverityNumber.ERROR, "ERROR"),
  };
}

/** Attributes that describe a caught value. */
export function describeError(error: unknown): Attributes {
  if (!(error instanceof Error))
    return { [ATTR_ERROR_TYPE]: "unknown", [ATTR_EXCEPTION_MESSAGE]: String(error) };
  return { [ATTR_ERROR_TYPE]: error.name, [ATTR_EXCEPTION_MESSAGE]: error.message };
}
