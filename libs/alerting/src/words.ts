import type { RuleDefinition } from "./rule.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A stretch of time in its largest whole unit: 90 s, 10 min, 2 h. */
export function describeSpan(spanMs: number): string {
  if (spanMs % HOUR_MS === 0) return `${spanMs / HOUR_MS} h`;
  return spanMs % MINUTE_MS === 0 ? `${spanMs / MINUTE_MS} min` : `${spanMs / 1_000} s`;
}

/** A stretch of time for people, in its two largest units: 45 s, 3 h 20 min, 2 d 5 h, 12 d. */
export function describeDuration(spanMs: number): string {
  if (spanMs < MINUTE_MS) return `${Math.round(spanMs / 1_000)} s`;
  const minutes = Math.round(spanMs / MINUTE_MS);
  if (minutes < 60) return `${minutes} min`;
  if (spanMs < 2 * DAY_MS) return pair(minutes, 60, "h", "min");
  const hours = Math.round(spanMs / HOUR_MS);
  return hours < 10 * 24 ? pair(hours, 24, "d", "h") : `${Math.round(hours / 24)} d`;
}

function pair(count: number, size: number, large: string, small: string): string {
  const rest = count % size;
  const whole = `${Math.floor(count / size)} ${large}`;
  return rest === 0 ? whole : `${whole} ${rest} ${small}`;
}

/** A rule's signal in one line, for evidence and notifications. */
export function describeSignal(rule: RuleDefinition): string {
  const { signal } = rule;
  const by = signal.groupBy.length > 0 ? ` by ${signal.groupBy.join(", ")}` : "";
  const service = signal.service === undefined ? "" : ` of ${signal.service}`;
  const window = ` over ${describeSpan(rule.windowMs)}`;
  switch (signal.type) {
    case "metric":
      return `${signal.aggregation}(${signal.metric})${service}${by}${window}`;
    case "red": {
      const operation = signal.operation === undefined ? "" : ` ${signal.operation}`;
      return `${signal.measure}${service}${operation}${by}${window}`;
    }
    case "logs":
      return `count(logs)${service}${by}${window}`;
  }
}
