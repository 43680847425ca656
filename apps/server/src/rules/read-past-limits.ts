import type { ForecastRule } from "@headroom/alerting";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { readSlots, type PreviewSlots } from "./preview-slots.ts";

/** The limit of a group at a slot; null where it had no value up to there. */
export type PastLimits = (fingerprint: string, slotMs: number) => number | null;

/**
 * Reads the limits of a forecast rule at past slots; where a slot has none, the last one goes on.
 * @throws ApiError `invalid_request` when the limit's signal can't be read
 */
export async function readPastLimits(
  queries: Pick<TelemetryQueries, "signalWindows">,
  rule: ForecastRule,
  slots: PreviewSlots,
): Promise<PastLimits> {
  const { limit } = rule.condition;
  if (limit.type === "constant") return () => limit.value;
  const read = await readSlots(queries, { ...rule, signal: limit.signal }, slots);
  const byGroup = new Map(read.map(({ fingerprint, points }) => [fingerprint, carryOn(points)]));
  const forAll = limit.signal.groupBy.length === 0 ? [...byGroup.values()][0] : undefined;
  return (fingerprint, slotMs) => (byGroup.get(fingerprint) ?? forAll)?.get(slotMs) ?? null;
}

function carryOn(
  points: readonly (readonly [slotMs: number, value: number | null])[],
): ReadonlyMap<number, number | null> {
  let last: number | null = null;
  return new Map(
    points.map(([slotMs, value]) => {
      last = value ?? last;
      return [slotMs, last];
    }),
  );
}
