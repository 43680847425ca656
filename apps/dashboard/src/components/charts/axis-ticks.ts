import { readUnit } from "@/format/unit";
import { formatClock, formatDay, type Zone } from "@/format/instant";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TIME_STEPS_MS = [
  1_000,
  2_000,
  5_000,
  10_000,
  15_000,
  30_000,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  3 * DAY,
  7 * DAY,
  14 * DAY,
  28 * DAY,
];

/** Round instants of a range, at most `count`, aligned to the clock that is `offsetMs` from UTC. */
export function timeTicks(fromMs: number, toMs: number, count: number, offsetMs = 0): number[] {
  const spanMs = toMs - fromMs;
  const stepMs = TIME_STEPS_MS.find((step) => spanMs / step <= count) ?? 28 * DAY;
  const ticks: number[] = [];
  const first = Math.ceil((fromMs + offsetMs) / stepMs) * stepMs - offsetMs;
  for (let tick = first; tick <= toMs && ticks.length <= count; tick += stepMs) ticks.push(tick);
  return ticks;
}

/** Label of a tick: the day at midnight and on long ranges, else the time of day. */
export function formatTimeTick(ms: number, spanMs: number, zone: Zone = "local"): string {
  const clock = formatClock(ms, zone);
  return clock === "00:00" || spanMs > 10 * DAY ? formatDay(ms, zone) : clock;
}

/**
 * Round values for an axis from `min` (0 or below) to at least `max`, about `count` of them. Steps
 * are 1, 2 or 5 times a power of ten, powers of two for bytes; durations step on their own scale.
 */
export function valueTicks(min: number, max: number, unit: string, count = 4): number[] {
  const { kind, factor, suffix, per } = readUnit(unit);
  const top = (max > min ? max : min + 1 / factor) * factor;
  const rough = (top - min * factor) / count;
  // Things that are counted, as {records}, come whole; a mean of them below one does not.
  const counted = kind === "plain" && suffix !== "" && per === "" && (max <= 0 || top >= 1);
  const step = Math.max(counted ? 1 : 0, stepOf(kind, rough));
  const ticks: number[] = [];
  const first = Math.floor((min * factor) / step + 1e-9);
  const last = Math.ceil(top / step - 1e-9);
  for (let index = first; index <= last; index += 1) ticks.push((index * step) / factor);
  return ticks;
}

function stepOf(kind: ReturnType<typeof readUnit>["kind"], rough: number): number {
  if (kind === "bytes") return binaryStep(rough);
  return kind === "duration" ? timeStep(rough) : decimalStep(rough);
}

function decimalStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const times = [1, 2, 5, 10].find((candidate) => candidate * power >= rough * 0.999) ?? 10;
  return times * power;
}

function binaryStep(rough: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(rough) - 1e-9));
}

function timeStep(roughSeconds: number): number {
  if (roughSeconds <= 10) return decimalStep(roughSeconds);
  const stepMs = TIME_STEPS_MS.find((step) => step >= roughSeconds * 1_000);
  return stepMs === undefined ? decimalStep(roughSeconds) : stepMs / 1_000;
}
