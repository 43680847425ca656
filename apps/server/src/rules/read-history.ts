import { fingerprintOf, type Labels, type Signal } from "@headroom/alerting";
import type { TelemetryQueries } from "@headroom/telemetry-store";
import { toWindowSignal } from "./read-window.ts";

/** Windows of a signal that are read: window k ends at firstToMs + k · stepMs. */
export interface HistoryGrid {
  readonly windowMs: number;
  readonly firstToMs: number;
  readonly stepMs: number;
  readonly count: number;
}

/** One group's past: the end of each window and its value, null where there is none. */
export interface HistorySeries {
  readonly fingerprint: string;
  readonly labels: Labels;
  readonly points: (readonly [toMs: number, value: number | null])[];
}

/** The past of a signal's groups, heaviest first. */
export interface History {
  readonly series: readonly HistorySeries[];
  readonly truncated: boolean;
}

/** Windows that one query reads. */
const MOST_WINDOWS = 200;

/**
 * Reads windows of a signal one query after another, oldest first. A group has as many points as
 * there are windows.
 * @throws TelemetryStoreError as `signalWindows` does
 */
export async function readHistory(
  queries: Pick<TelemetryQueries, "signalWindows">,
  signal: Signal,
  grid: HistoryGrid,
): Promise<History> {
  const { windowMs, firstToMs, stepMs, count } = grid;
  const found = new Map<string, HistorySeries>();
  let truncated = false;
  for (let start = 0; start < count; start += MOST_WINDOWS) {
    const answer = await queries.signalWindows({
      signal: toWindowSignal(signal),
      windowMs,
      firstToMs: firstToMs + start * stepMs,
      stepMs,
      count: Math.min(MOST_WINDOWS, count - start),
    });
    truncated ||= answer.truncated;
    for (const { labels, points } of answer.series) {
      const fingerprint = fingerprintOf(labels);
      const series = found.get(fingerprint) ?? { fingerprint, labels, points: [] };
      found.set(fingerprint, series);
      fillUpTo(series, start, grid);
      series.points.push(...points);
    }
  }
  for (const series of found.values()) fillUpTo(series, count, grid);
  return { series: [...found.values()], truncated };
}

/** Gives a group the windows in which it had no value. */
function fillUpTo({ points }: HistorySeries, count: number, grid: HistoryGrid): void {
  while (points.length < count) points.push([grid.firstToMs + points.length * grid.stepMs, null]);
}
