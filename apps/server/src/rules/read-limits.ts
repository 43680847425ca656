import { fingerprintOf, type ForecastRule, type Signal, type Window } from "@headroom/alerting";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { querySignal } from "./read-window.ts";

/** A limit that is reported rarely is looked for this far back. */
const LONGEST_SILENCE_MS = 15 * 60_000;

/**
 * Reads the present limit of each group of a forecast rule: the constant, or the value of the
 * limit's signal for the group with the same labels (for all groups where it has none). Null
 * where it has no value. A level is looked for in the last 15 minutes, a count in the window.
 * @throws TelemetryStoreError when the signal can't be read
 */
export async function readLimits(
  queries: TelemetryQueries,
  { condition }: ForecastRule,
  window: Window,
): Promise<(fingerprint: string) => number | null> {
  const { limit } = condition;
  if (limit.type === "constant") return () => limit.value;
  const { groups } = await querySignal(queries, limit.signal, limitWindow(limit.signal, window));
  const values = new Map(groups.map(({ labels, value }) => [fingerprintOf(labels), value]));
  const forAll = limit.signal.groupBy.length === 0 ? (groups[0]?.value ?? null) : null;
  return (fingerprint) => values.get(fingerprint) ?? forAll;
}

function limitWindow(signal: Signal, { fromMs, toMs }: Window): Window {
  const isLevel = signal.type === "metric" && LEVELS.has(signal.aggregation);
  return isLevel ? { fromMs: Math.min(fromMs, toMs - LONGEST_SILENCE_MS), toMs } : { fromMs, toMs };
}

const LEVELS: ReadonlySet<string> = new Set(["avg", "min", "max", "last", "p50", "p90", "p95"]);
