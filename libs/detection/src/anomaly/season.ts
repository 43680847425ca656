import type { BaselineState } from "./baseline-state.ts";
import { widenForPeaks } from "./peaks.ts";
import {
  dailyAfterMs,
  dayMs,
  daySlots,
  dayShare,
  mostVisits,
  mostWeekVisits,
  slotSpreadShare,
  weeklyAfterMs,
  weekMs,
  weekShare,
  weekSlots,
} from "./parameters.ts";

/** Where a time lies between the middles of two neighbouring slots of a repeating profile. */
export interface SlotPlace {
  readonly left: number;
  readonly right: number;
  /** Weight of `right`, 0 to 1. */
  readonly share: number;
}

/** Returns the two slots around `timeMs` in a profile of `slots` slots over `periodMs`. */
export function placeInSlots(timeMs: number, periodMs: number, slots: number): SlotPlace {
  const phaseMs = ((timeMs % periodMs) + periodMs) % periodMs;
  const position = (phaseMs * slots) / periodMs - 0.5;
  const floor = Math.floor(position);
  return { left: (floor + slots) % slots, right: (floor + 1) % slots, share: position - floor };
}

/** Returns the profile at a place; a slot without visits leaves the word to its neighbour. */
export function readProfile(means: number[], visits: number[], place: SlotPlace): number {
  const left = means[place.left] ?? 0;
  const right = means[place.right] ?? 0;
  if ((visits[place.right] ?? 0) === 0) return left;
  if ((visits[place.left] ?? 0) === 0) return right;
  return left + (right - left) * place.share;
}

/** Which seasons a baseline may use. */
export type Season = "none" | "daily" | "daily-and-weekly";

/** Returns the seasons that the length of history allows (3 days, 2 weeks). */
export function seasonOf(state: BaselineState): Season {
  const ageMs = state.lastMs - state.firstMs;
  if (ageMs >= weeklyAfterMs) return "daily-and-weekly";
  return ageMs >= dailyAfterMs ? "daily" : "none";
}

/** The parts of the season at one time, in units of the series. */
export interface SeasonValue {
  readonly day: SlotPlace;
  readonly week: SlotPlace;
  readonly daily: number;
  readonly weekly: number;
  /** Both, each weighted by how much it has helped so far. */
  readonly total: number;
  /** Spread at this time of day against the whole day's, 1 = the same. */
  readonly spreadRatio: number;
}

/** Single precision, in which the slots being learnt are stored; adding 0 turns -0 into 0. */
const toSingle = (value: number): number => Math.fround(value) + 0;

const clampShare = (value: number): number => (value > 0 ? Math.min(1, value) : 0);

/**
 * Returns the season at `timeMs`. A profile counts by the share of the residual it has removed
 * so far, fully from a fifth (daily) or a tenth (weekly) on: a series without a season is not
 * burdened with the noise of 96 means.
 */
export function readSeason(state: BaselineState, timeMs: number): SeasonValue {
  const season = seasonOf(state);
  const day = placeInSlots(timeMs, dayMs, daySlots);
  const week = placeInSlots(timeMs, weekMs, weekSlots);
  const daily = readProfile(state.dayMeans, state.dayVisits, day);
  const weekly = readProfile(state.weekMeans, state.weekVisits, week);
  const { plainError, dayError, weekError } = state;
  const dayWeight = season === "none" ? 0 : clampShare((5 * (plainError - dayError)) / plainError);
  const weekWeight =
    season === "daily-and-weekly" ? clampShare((10 * (dayError - weekError)) / dayError) : 0;
  const slotSpread = readProfile(state.daySpreads, state.dayVisits, day);
  const slotRatio =
    state.longSpread > 0 && slotSpread > 0 ? Math.sqrt(slotSpread / state.longSpread) : 1;
  const spreadRatio = season === "none" ? 1 : slotRatio * widenForPeaks(state, day.left, day.right);
  return {
    day,
    week,
    daily,
    weekly,
    total: dayWeight * (daily + weekWeight * weekly),
    spreadRatio,
  };
}

/** What one point teaches the seasons. */
export interface SeasonLesson {
  readonly value: SeasonValue;
  /** The point less the level. */
  readonly overLevel: number;
  /** Limit of what a residual may teach. */
  readonly limit: number;
  /** Size of the momentary residual, already clipped. */
  readonly residualSize: number;
  /** Time since the last point, ms. */
  readonly elapsedMs: number;
}

/** Moves the profiles towards a point: changes `state`. */
export function teachSeason(state: BaselineState, lesson: SeasonLesson): void {
  const { value, overLevel, limit, elapsedMs } = lesson;
  const left = clip(overLevel - value.daily, limit);
  const dayPart = Math.min(1, (elapsedMs * daySlots) / dayMs);
  teachDaySlot(state, value.day.left, dayPart * (1 - value.day.share), lesson, left);
  teachDaySlot(state, value.day.right, dayPart * value.day.share, lesson, left);
  const rest = clip(left - value.weekly, limit);
  const weekPart = Math.min(1, (elapsedMs * weekSlots) / weekMs);
  teachWeekSlot(state, value.week.left, weekPart * (1 - value.week.share), rest);
  teachWeekSlot(state, value.week.right, weekPart * value.week.share, rest);
}

const clip = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));

function teachDaySlot(
  state: BaselineState,
  slot: number,
  part: number,
  lesson: SeasonLesson,
  left: number,
): void {
  if (part <= 0) return;
  const seen = state.dayVisits[slot] ?? 0;
  const visits = Math.min(mostVisits, seen + part);
  const mean = state.dayMeans[slot] ?? 0;
  const spread = state.daySpreads[slot] ?? 0;
  state.dayVisits[slot] = toSingle(visits);
  state.dayMeans[slot] = toSingle(
    seen === 0
      ? lesson.overLevel
      : mean + Math.min(1, Math.max(dayShare, 1 / visits) * part) * left,
  );
  state.daySpreads[slot] = toSingle(
    spread +
      Math.min(1, Math.max(slotSpreadShare, 1 / (visits + 0.5)) * part) *
        (lesson.residualSize - spread),
  );
}

function teachWeekSlot(state: BaselineState, slot: number, part: number, rest: number): void {
  if (part <= 0) return;
  const visits = Math.min(mostWeekVisits, (state.weekVisits[slot] ?? 0) + part);
  state.weekVisits[slot] = toSingle(visits);
  state.weekMeans[slot] = toSingle(
    (state.weekMeans[slot] ?? 0) + Math.min(1, Math.max(weekShare, 1 / visits) * part) * rest,
  );
}
