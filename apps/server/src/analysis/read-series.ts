import type { Signal } from "@headroom/alerting";
import type { NamedSeries } from "@headroom/analysis";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { toWindowSignal } from "../rules/read-window.ts";
import { isZeroWithoutData } from "./one-signal.ts";
import type { StepRange } from "./step-range.ts";

/** Most windows of one query. */
const mostWindows = 200;

/** A series by its start of step (ms); null where nothing was measured. */
export type SeriesPoints = [timeMs: number, value: number | null][];

/** A group of a signal and its points. */
export interface GroupSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: SeriesPoints;
}

/**
 * Every group of a signal step by step, at most `mostGroups`, each value over one step; read in
 * stretches of 200 steps. Throws what the store throws.
 */
export async function readGroups(
  queries: TelemetryQueries,
  signal: Signal,
  range: StepRange,
  mostGroups = 1,
): Promise<GroupSeries[]> {
  const { fromMs, toMs, stepMs } = range;
  const count = Math.round((toMs - fromMs) / stepMs);
  const groups = new Map<string, GroupSeries>();
  for (let start = 0; start < count; start += mostWindows) {
    const { series } = await queries.signalWindows({
      signal: toWindowSignal(signal),
      windowMs: stepMs,
      firstToMs: fromMs + (start + 1) * stepMs,
      stepMs,
      count: Math.min(mostWindows, count - start),
    });
    for (const { labels, points } of series) {
      const key = JSON.stringify(labels);
      const known = groups.get(key) ?? { labels, points: [] };
      for (const [atMs, value] of points) known.points.push([atMs - stepMs, value]);
      groups.set(key, known);
    }
  }
  return [...groups.values()]
    .slice(0, mostGroups)
    .map(({ labels, points }) => ({ labels, points: fillSteps(points, signal, range) }));
}

/** One series of a signal without groups, a point for each step of the range. */
export async function readSeries(
  queries: TelemetryQueries,
  signal: Signal,
  range: StepRange,
): Promise<SeriesPoints> {
  const [only] = await readGroups(queries, signal, range);
  return only?.points ?? fillSteps([], signal, range);
}

/**
 * A point for each step: null where there is none; for counts 0 from the first one on, as nothing
 * happened there.
 */
export function fillSteps(
  points: readonly (readonly [number, number | null])[],
  signal: Signal,
  { fromMs, toMs, stepMs }: StepRange,
): SeriesPoints {
  const values = new Map(points.map(([timeMs, value]) => [timeMs, value]));
  const filled: SeriesPoints = [];
  let isSeen = false;
  for (let timeMs = fromMs; timeMs < toMs; timeMs += stepMs) {
    const value = values.get(timeMs) ?? null;
    isSeen ||= value !== null;
    filled.push([timeMs, value ?? (isSeen && isZeroWithoutData(signal) ? 0 : null)]);
  }
  return filled;
}

/** The points that have a value, as the analysis takes them. */
export function toPoints(
  series: readonly (readonly [number, number | null])[],
): NamedSeries["points"][number][] {
  return series.flatMap(([timeMs, value]) =>
    value === null || !Number.isFinite(value) ? [] : [{ timeMs, value }],
  );
}
