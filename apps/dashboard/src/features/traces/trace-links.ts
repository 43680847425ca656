import type { AttributeFilter, Trace } from "@headroom/contracts";
import { hrefTo } from "@/time/range-href";

/** Logs and traces are looked for this long around a trace: clocks differ, logs come late. */
export const AROUND_MS = 10 * 60_000;

/** The time of a trace with room on both sides, ISO 8601. */
export function rangeOfTrace(trace: Pick<Trace, "startedAt" | "durationMs">): {
  from: string;
  to: string;
} {
  const startMs = Date.parse(trace.startedAt);
  return {
    from: new Date(startMs - AROUND_MS).toISOString(),
    to: new Date(startMs + Math.ceil(trace.durationMs) + AROUND_MS).toISOString(),
  };
}

/** Address of the log search for a trace, or one of its spans. */
export function logsHref(
  trace: Pick<Trace, "traceId" | "startedAt" | "durationMs">,
  spanId?: string,
): string {
  return hrefTo("/logs", { traceId: trace.traceId, spanId, ...rangeOfTrace(trace) });
}

/** Address of the search for traces that hold an attribute with this value. */
export function similarTracesHref(key: string, value: string): string {
  const filters: AttributeFilter[] = [{ key, op: "=", value }];
  return hrefTo("/traces", { filters });
}
