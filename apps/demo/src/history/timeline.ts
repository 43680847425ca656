import { demandAt, growthAt, PEAK_REQUESTS_PER_SECOND } from "../load/rhythm.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const INCIDENT_MS = 80 * MINUTE_MS;
const RAMP_SHARE = 0.2;

/** A past incident: orders wait for database connections of checkout, then a rollback ends it. */
export type Incident = { readonly startMs: number; readonly endMs: number };

/** The synthesised span of time. `endMs` is the present: growth is relative to it. */
export type Timeline = {
  readonly startMs: number;
  readonly endMs: number;
  readonly utcOffsetMinutes: number;
  readonly incident: Incident;
};

/** What the shop looks like at one moment; `incident` runs from 0 (none) to 1 (full). */
export type Moment = {
  readonly timeMs: number;
  /** The present, where the history ends. */
  readonly endMs: number;
  readonly requestsPerSecond: number;
  readonly incident: number;
};

/** A timeline of whole minutes that ends at `nowMs`. */
export function createTimeline(
  nowMs: number,
  historyMs: number,
  utcOffsetMinutes: number,
): Timeline {
  const endMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const startMs = endMs - historyMs;
  return {
    startMs,
    endMs,
    utcOffsetMinutes,
    incident: chooseIncident(startMs, endMs, utcOffsetMinutes),
  };
}

/**
 * The incident of a timeline: 80 minutes from 14:10 local time about two thirds into it, so that a model has learnt a week
 * before, from a week of length on always on a working day; a shorter one in the middle when the timeline is shorter than two days.
 */
export function chooseIncident(startMs: number, endMs: number, utcOffsetMinutes: number): Incident {
  const lengthMs = endMs - startMs;
  if (lengthMs < 2 * DAY_MS) {
    const middleMs = startMs + lengthMs / 2;
    return { startMs: middleMs, endMs: middleMs + Math.min(INCIDENT_MS, lengthMs / 5) };
  }
  const offsetMs = utcOffsetMinutes * MINUTE_MS;
  const dayMs = Math.floor((startMs + lengthMs * 0.62 + offsetMs) / DAY_MS) * DAY_MS - offsetMs;
  const weekday = new Date(dayMs + offsetMs).getUTCDay();
  // Moving back must not leave the timeline; within a week there may be no room for it.
  const movable = lengthMs >= 7 * DAY_MS;
  const sinceFriday = !movable ? 0 : weekday === 0 ? 2 : weekday === 6 ? 1 : 0;
  const from = dayMs - sinceFriday * DAY_MS + 14 * HOUR_MS + 10 * MINUTE_MS;
  return { startMs: from, endMs: from + INCIDENT_MS };
}

/** How strong an incident is: 0 outside, a linear rise over its first fifth, 1 until it ends at once. */
export function incidentAt(timeMs: number, incident: Incident): number {
  if (timeMs < incident.startMs || timeMs >= incident.endMs) return 0;
  const rampMs = (incident.endMs - incident.startMs) * RAMP_SHARE;
  return Math.min(1, (timeMs - incident.startMs) / rampMs);
}

/** The shop at a moment of the timeline. */
export function momentAt(timeMs: number, timeline: Timeline): Moment {
  const demand = demandAt(timeMs, timeline.utcOffsetMinutes) * growthAt(timeMs, timeline.endMs);
  return {
    timeMs,
    endMs: timeline.endMs,
    requestsPerSecond: PEAK_REQUESTS_PER_SECOND * demand,
    incident: incidentAt(timeMs, timeline.incident),
  };
}

/** Start times of every step from `fromMs` (inclusive) to `toMs` (exclusive). */
export function* stepsBetween(fromMs: number, toMs: number, stepMs: number): Generator<number> {
  for (let timeMs = fromMs; timeMs < toMs; timeMs += stepMs) yield timeMs;
}
