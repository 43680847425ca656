import { copyBaseline, createBaseline } from "./baseline-state.ts";
import type { BaselineState } from "./baseline-state.ts";
import { readTape, writeTape } from "./bit-tape.ts";
import type { BitTape } from "./bit-tape.ts";
import { dayMs, daySlots, mostVisits, mostWeekVisits, weekMs, weekSlots } from "./parameters.ts";
import { placeInSlots } from "./season.ts";
import {
  passAroundPlace,
  passCodes,
  passMeans,
  passSpreads,
  passVisits,
} from "./stored-profile.ts";

/** First byte: another number means another layout. */
const layout = 1;
/** More than any state takes. */
const mostBytes = 2048;
/** Sensitivities are kept to a ten-thousandth. */
const sensitivitySteps = 10_000;
const mostCount = 2 ** 32 - 1;
/** Steps of the logarithm of 1 + events per doubling: fine beside the 5 % that fade in a day. */
const eventSteps = 256;
const eventBits = 12;
const mostEventsCode = 2 ** eventBits - 1;

/**
 * Returns the state as bytes, to be stored beside the series: about 250 in the first hours, about
 * 500 with full seasons, whatever the length of the series. Numbers that move slowly keep single
 * or double precision; the profiles are rounded far below the noise, except where they are being
 * learnt just now. Writing what `decodeBaseline` has read gives the same bytes.
 */
export function encodeBaseline(state: BaselineState): Uint8Array {
  const tape = writeTape(mostBytes);
  tape.bits(layout, 8);
  passState(tape, copyBaseline(state));
  return tape.finish();
}

/**
 * Returns the state that `encodeBaseline` wrote, or undefined for bytes of another layout or
 * length, or with numbers that are none: then train anew from history.
 */
export function decodeBaseline(bytes: Uint8Array): BaselineState | undefined {
  if (bytes[0] !== layout || bytes.length > mostBytes) return undefined;
  const tape = readTape(bytes);
  tape.bits(0, 8);
  const state = createBaseline();
  const sensitivity = passState(tape, state);
  const isWhole = tape.isAtEnd() && Object.values(state).flat().every(Number.isFinite);
  return isWhole ? { ...state, sensitivity } : undefined;
}

/** Passes a state through a tape: changes `state` into what is read. Returns the sensitivity. */
function passState(tape: BitTape, state: BaselineState): number {
  const wanted = Math.round(sensitivitySteps * Math.max(0, Math.min(1, state.sensitivity)));
  const sensitivity = tape.bits(wanted, 14) / sensitivitySteps;
  state.count = tape.bits(Math.min(mostCount, state.count), 32);
  for (const key of ["firstMs", "lastMs", "lastValue", "level"] as const)
    state[key] = tape.float64(state[key]);
  for (const key of slowNumbers) state[key] = tape.float32(state[key]);
  for (const key of ["spreads", "tailStarts", "tailExcesses", "alarmsHeld"] as const)
    passFloats(tape, state[key]);
  passEvents(tape, state);
  passDay(tape, state);
  passWeek(tape, state);
  return sensitivity;
}

const slowNumbers = [
  "stepMs",
  "runMean",
  "recentMean",
  "longSpread",
  "clippedShare",
  "slotPeak",
  "plainError",
  "dayError",
  "weekError",
] as const;

function passFloats(tape: BitTape, values: number[]): void {
  for (const [index, value] of values.entries()) values[index] = tape.float32(value);
}

function passEvents(tape: BitTape, state: BaselineState): void {
  const { events } = state;
  const codes = events.map((value) =>
    Math.min(mostEventsCode, Math.round(eventSteps * Math.log2(1 + value))),
  );
  const hasAny = tape.bits(codes.some((code) => code > 0) ? 1 : 0, 1) === 1;
  state.eventsMs = hasAny ? tape.float64(state.eventsMs) : 0;
  for (const [index, wanted] of codes.entries()) {
    const hasSome = hasAny && tape.bits(wanted > 0 ? 1 : 0, 1) === 1;
    const code = hasSome ? tape.bits(wanted, eventBits) : 0;
    events[index] = 2 ** (code / eventSteps) - 1;
  }
}

function passDay(tape: BitTape, state: BaselineState): void {
  const { dayMeans, dayVisits, daySpreads } = state;
  const place = placeInSlots(state.lastMs, dayMs, daySlots);
  let slots: number[] = [];
  passAroundPlace(tape, place, [dayMeans, dayVisits, daySpreads], () => {
    slots = passVisits(tape, dayVisits, mostVisits);
    passMeans(tape, dayMeans, slots, noiseOf(state));
    passSpreads(tape, daySpreads, slots);
  });
  passPeaks(tape, state, slots);
}

function passPeaks(tape: BitTape, state: BaselineState, slots: readonly number[]): void {
  const { dayPeaks, dayUsualPeaks } = state;
  const peaked = slots.filter((slot) => tape.bits((dayPeaks[slot] ?? 0) > 0 ? 1 : 0, 1) === 1);
  for (const peaks of [dayPeaks, dayUsualPeaks]) {
    const codes = passCodes(
      tape,
      peaked.map((slot) => peaks[slot] ?? 0),
    );
    for (const [index, slot] of peaked.entries()) peaks[slot] = codes[index] ?? 0;
  }
}

function passWeek(tape: BitTape, state: BaselineState): void {
  const { weekMeans, weekVisits } = state;
  const place = placeInSlots(state.lastMs, weekMs, weekSlots);
  passAroundPlace(tape, place, [weekMeans, weekVisits], () => {
    passMeans(tape, weekMeans, passVisits(tape, weekVisits, mostWeekVisits), noiseOf(state));
  });
}

/** Returns how far points usually are from the best season there is: means needn't be finer. */
function noiseOf({ longSpread, plainError, dayError, weekError }: BaselineState): number {
  return plainError > 0 ? Math.min(longSpread, plainError, dayError, weekError) : longSpread;
}
