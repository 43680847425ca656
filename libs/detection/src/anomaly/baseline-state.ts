import { daySlots, eventClasses, weekSlots } from "./parameters.ts";

/** What may be chosen for a baseline. */
export interface BaselineOptions {
  /**
   * 0 (wide band) to 1 (narrow band), default 0.5: the width of the drawn band, and from which
   * strength on an alarm keeps weaker ones quiet. Take that of the rule.
   */
  readonly sensitivity?: number | undefined;
}

/**
 * Everything a baseline remembers of one series: a plain value of numbers, of the same size
 * whatever the length of the series; `encodeBaseline` makes a few hundred bytes of it. Units are
 * those of the series unless said otherwise; spreads are mean absolute deviations.
 */
export interface BaselineState {
  readonly sensitivity: number;
  /** Points learnt from. */
  count: number;
  firstMs: number;
  lastMs: number;
  lastValue: number;
  /** Usual distance of two points, ms. */
  stepMs: number;
  /** Level under the seasons. */
  level: number;
  /** Residuals to level and season, averaged over a few and over some more points. */
  runMean: number;
  recentMean: number;
  /** Usual size of the three residuals: moment, jump, drift. */
  spreads: number[];
  /** Usual size of residuals over the whole history, the floor of the others. */
  longSpread: number;
  /** Share of recent points that were clipped, 0 to 1. */
  clippedShare: number;
  /** Start and mean excess of the tail, standard deviations: [scale · 2 + (above ? 1 : 0)]. */
  tailStarts: number[];
  tailExcesses: number[];
  /** Daily profile: mean, visits (in slots) and spread by time of day. */
  dayMeans: number[];
  dayVisits: number[];
  daySpreads: number[];
  /** Largest residual of earlier days and of most days by time of day, in steps beyond noise. */
  dayPeaks: number[];
  dayUsualPeaks: number[];
  /** Largest residual in the present slot so far, standard deviations. */
  slotPeak: number;
  /** Weekly profile: mean and visits by three hours of the week. */
  weekMeans: number[];
  weekVisits: number[];
  /** Usual size of the residual without season, with the daily, with both. */
  plainError: number;
  dayError: number;
  weekError: number;
  /**
   * Strongest recent alarm below and above, halved over time, and events by size, as of
   * `eventsMs`: below first, then above.
   */
  alarmsHeld: number[];
  events: number[];
  eventsMs: number;
}

const zeros = (length: number): number[] => Array.from({ length }, () => 0);

/** Returns the baseline of a series that has no points yet. */
export function createBaseline(options: BaselineOptions = {}): BaselineState {
  return {
    sensitivity: options.sensitivity ?? 0.5,
    count: 0,
    firstMs: 0,
    lastMs: 0,
    lastValue: 0,
    stepMs: 0,
    level: 0,
    runMean: 0,
    recentMean: 0,
    spreads: zeros(3),
    longSpread: 0,
    clippedShare: 0,
    tailStarts: Array.from({ length: 6 }, () => 3),
    tailExcesses: Array.from({ length: 6 }, () => 1),
    dayMeans: zeros(daySlots),
    dayVisits: zeros(daySlots),
    daySpreads: zeros(daySlots),
    dayPeaks: zeros(daySlots),
    dayUsualPeaks: zeros(daySlots),
    slotPeak: 0,
    weekMeans: zeros(weekSlots),
    weekVisits: zeros(weekSlots),
    plainError: 0,
    dayError: 0,
    weekError: 0,
    alarmsHeld: zeros(2),
    events: zeros(2 * eventClasses),
    eventsMs: 0,
  };
}

/** Returns a copy that shares nothing with `state`. */
export function copyBaseline(state: BaselineState): BaselineState {
  return {
    ...state,
    spreads: state.spreads.slice(),
    tailStarts: state.tailStarts.slice(),
    tailExcesses: state.tailExcesses.slice(),
    dayMeans: state.dayMeans.slice(),
    dayVisits: state.dayVisits.slice(),
    daySpreads: state.daySpreads.slice(),
    dayPeaks: state.dayPeaks.slice(),
    dayUsualPeaks: state.dayUsualPeaks.slice(),
    weekMeans: state.weekMeans.slice(),
    weekVisits: state.weekVisits.slice(),
    alarmsHeld: state.alarmsHeld.slice(),
    events: state.events.slice(),
  };
}
