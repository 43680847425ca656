import type { Headroom } from "@headroom/contracts";
import { compareExhaustion } from "./capacity-table";
import { exhaustionMs } from "./headroom-words";

const DAY_MS = 86_400_000;

/** Days that the timeline shows. */
export const RUNWAY_DAYS = 90;

// Room to show that a bar is open where it starts at the end of the forecast.
const OPEN_PERCENT = 4;

/** A bar of the timeline in percent of its width. */
export interface RunwayBar {
  readonly row: Headroom;
  readonly startPercent: number;
  readonly endPercent: number;
  /** Where the likely date is; null where it lies beyond the timeline or the forecast. */
  readonly likelyPercent: number | null;
  /** The late date lies beyond the timeline or the forecast. */
  readonly open: boolean;
}

/** The timeline: bars of what runs out within it, the rest by why it has none. */
export interface Runway {
  readonly bars: readonly RunwayBar[];
  readonly beyond: readonly Headroom[];
  readonly unknown: readonly Headroom[];
}

/** Lays resources out on the next 90 days, what runs out first on top. */
export function layOutRunway(rows: readonly Headroom[], nowMs: number): Runway {
  const bars: RunwayBar[] = [];
  const beyond: Headroom[] = [];
  const unknown: Headroom[] = [];
  for (const row of [...rows].sort(compareExhaustion)) {
    if (row.exhaustion === null) {
      unknown.push(row);
      continue;
    }
    const bar = barOf(row, row.exhaustion, nowMs);
    if (bar === null) beyond.push(row);
    else bars.push(bar);
  }
  return { bars, beyond, unknown };
}

function barOf(
  row: Headroom,
  exhaustion: NonNullable<Headroom["exhaustion"]>,
  nowMs: number,
): RunwayBar | null {
  const { p10, p50, p90, horizon } = exhaustionMs(exhaustion);
  const start = p10 ?? p50;
  if (start === null) return null;
  const percent = (ms: number) => (100 * (ms - nowMs)) / (RUNWAY_DAYS * DAY_MS);
  const startPercent = percent(start);
  if (startPercent > 100) return null;
  const clamp = (value: number) => Math.min(100, Math.max(0, value));
  const likely = p50 === null ? null : percent(p50);
  const end = p90 === null ? null : percent(p90);
  return {
    row,
    startPercent: clamp(startPercent),
    // Beyond the forecast nothing is known: the bar ends there, and open.
    endPercent: clamp(end ?? Math.max(percent(horizon), startPercent + OPEN_PERCENT)),
    likelyPercent: likely === null || likely > 100 ? null : clamp(likely),
    open: end === null || end > 100,
  };
}

/** A tick of the timeline. */
export interface RunwayTick {
  readonly atMs: number;
  readonly percent: number;
}

/** Ticks from today on, one every `everyDays` days. */
export function runwayTicks(nowMs: number, everyDays: number): readonly RunwayTick[] {
  const ticks: RunwayTick[] = [];
  for (let day = 0; day < RUNWAY_DAYS; day += everyDays) {
    ticks.push({ atMs: nowMs + day * DAY_MS, percent: (100 * day) / RUNWAY_DAYS });
  }
  return ticks;
}
