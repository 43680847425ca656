const SECOND = 1_000;
const UNIT_MS: Readonly<Record<string, number>> = {
  s: SECOND,
  m: 60 * SECOND,
  h: 3_600 * SECOND,
  d: 86_400 * SECOND,
  w: 604_800 * SECOND,
};
const RELATIVE = /^now(?:-(\d{1,6})([smhdw]))?$/;

/** A range as the URL carries it: `now`, `now-1h` or an ISO 8601 instant on each side. */
export interface RangeSpec {
  readonly from: string;
  readonly to: string;
}

/** A range in Unix milliseconds; `fromMs` is before `toMs`. */
export interface ResolvedRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A relative range the picker offers. */
export interface RangePreset {
  readonly id: string;
  readonly label: string;
  readonly spec: RangeSpec;
}

/** The range of a URL that names none. */
export const DEFAULT_RANGE: RangeSpec = { from: "now-1h", to: "now" };

/** The longest and the shortest range that can be asked for. */
export const MAX_RANGE_MS = 90 * 86_400 * SECOND;
export const MIN_RANGE_MS = 10 * SECOND;

/** The picker's presets, shortest first. */
export const rangePresets: readonly RangePreset[] = [
  preset("5m", "Last 5 minutes"),
  preset("15m", "Last 15 minutes"),
  preset("1h", "Last hour"),
  preset("6h", "Last 6 hours"),
  preset("24h", "Last 24 hours"),
  preset("2d", "Last 2 days"),
  preset("7d", "Last 7 days"),
  preset("14d", "Last 14 days"),
  preset("30d", "Last 30 days"),
];

function preset(id: string, label: string): RangePreset {
  return { id, label, spec: { from: `now-${id}`, to: "now" } };
}

/** Unix milliseconds of `now`, `now-15m` or an ISO 8601 instant; null where it is neither. */
export function parseInstant(text: string, nowMs: number): number | null {
  const relative = RELATIVE.exec(text);
  if (relative !== null) {
    const [, amount, unit] = relative;
    if (amount === undefined || unit === undefined) return nowMs;
    return nowMs - Number(amount) * (UNIT_MS[unit] ?? 0);
  }
  if (!/^\d{4}-\d{2}-\d{2}T/.test(text)) return null;
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? null : parsed;
}

/**
 * The instants of a range. What cannot be read, runs backwards or is shorter than 10 s falls back
 * to the default range; more than 90 days is cut at the start.
 */
export function resolveRange(spec: RangeSpec, nowMs: number): ResolvedRange {
  const fromMs = parseInstant(spec.from, nowMs);
  const toMs = parseInstant(spec.to, nowMs);
  if (fromMs === null || toMs === null || toMs - fromMs < MIN_RANGE_MS) {
    return { fromMs: nowMs - 3_600 * SECOND, toMs: nowMs };
  }
  return { fromMs: Math.max(fromMs, toMs - MAX_RANGE_MS), toMs };
}

/** True when the range moves on with the clock. */
export function isLive(spec: RangeSpec): boolean {
  return spec.to === "now" && RELATIVE.test(spec.from);
}

/** An absolute range for the URL, in whole milliseconds. */
export function absoluteSpec(fromMs: number, toMs: number): RangeSpec {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}

/** The range moved by half its length, never past `nowMs`. */
export function shiftRange(range: ResolvedRange, direction: -1 | 1, nowMs: number): ResolvedRange {
  const lengthMs = range.toMs - range.fromMs;
  const toMs = Math.min(range.toMs + (direction * lengthMs) / 2, Math.max(nowMs, range.toMs));
  return { fromMs: Math.round(toMs - lengthMs), toMs: Math.round(toMs) };
}

/** Twice the range around its middle, ending at `nowMs` at the latest, at most 90 days. */
export function zoomOutRange(range: ResolvedRange, nowMs: number): ResolvedRange {
  const lengthMs = Math.min((range.toMs - range.fromMs) * 2, MAX_RANGE_MS);
  const middleMs = (range.fromMs + range.toMs) / 2;
  const toMs = Math.min(middleMs + lengthMs / 2, Math.max(nowMs, range.toMs));
  return { fromMs: Math.round(toMs - lengthMs), toMs: Math.round(toMs) };
}

/** Puts the ends in order and widens what is shorter than 10 s, for a drag across a chart. */
export function dragRange(aMs: number, bMs: number): ResolvedRange {
  const fromMs = Math.min(aMs, bMs);
  const toMs = Math.max(aMs, bMs);
  const missingMs = Math.max(0, MIN_RANGE_MS - (toMs - fromMs));
  return { fromMs: Math.round(fromMs - missingMs / 2), toMs: Math.round(toMs + missingMs / 2) };
}
