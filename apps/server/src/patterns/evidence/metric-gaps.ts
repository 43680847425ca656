import type { SeriesEvidence } from "@headroom/telemetry-store";

/** A value stands for so long where a sender is late or sends less often than a step is long. */
const staleMs = 5 * 60_000;

/**
 * Points with the steps between them filled with the value before, up to five minutes: series that
 * are added up step by step must not dip where one of them has no point.
 */
export function fillGaps(
  points: SeriesEvidence["points"],
  stepMs: number,
): SeriesEvidence["points"] {
  return points.flatMap((point, index) => {
    const next = points[index + 1];
    const endMs = next === undefined ? point.atMs + stepMs : next.atMs;
    const gapMs = endMs - point.atMs;
    if (gapMs <= stepMs || gapMs > staleMs) return [point];
    const steps = Math.round(gapMs / stepMs);
    return Array.from({ length: steps }, (_, step) => ({
      atMs: point.atMs + step * stepMs,
      value: point.value,
    }));
  });
}

const isLevel = ({ instrument }: SeriesEvidence) =>
  instrument === "gauge" || instrument === "up-down-counter";

/**
 * Leaves out the levels (gauges and up-down-counters) of instances that ended while others of the
 * service went on: what they used is free again. Counters and histograms stay, since what they
 * counted did happen. An instance has ended when nothing came from it for `graceMs` before `endMs`.
 */
export function dropEndedInstances(
  series: readonly SeriesEvidence[],
  endMs: number,
  graceMs: number,
): readonly SeriesEvidence[] {
  const lastMs = new Map<string, number>();
  for (const { instanceId, lastMs: atMs } of series) {
    if (instanceId === undefined) continue;
    lastMs.set(instanceId, Math.max(lastMs.get(instanceId) ?? 0, atMs));
  }
  const isAlive = (instanceId: string) => (lastMs.get(instanceId) ?? 0) >= endMs - graceMs;
  if (![...lastMs.keys()].some(isAlive)) return series;
  return series.filter(
    (one) => !isLevel(one) || one.instanceId === undefined || isAlive(one.instanceId),
  );
}
