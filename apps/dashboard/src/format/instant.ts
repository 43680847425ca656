/** Which clock times are shown in. */
export type Zone = "local" | "utc";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

interface Parts {
  readonly year: number;
  readonly month: string;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
}

function partsOf(ms: number, zone: Zone): Parts {
  const date = new Date(ms);
  const utc = zone === "utc";
  return {
    year: utc ? date.getUTCFullYear() : date.getFullYear(),
    month: MONTHS[utc ? date.getUTCMonth() : date.getMonth()] ?? "",
    day: utc ? date.getUTCDate() : date.getDate(),
    hour: utc ? date.getUTCHours() : date.getHours(),
    minute: utc ? date.getUTCMinutes() : date.getMinutes(),
    second: utc ? date.getUTCSeconds() : date.getSeconds(),
    ms: date.getUTCMilliseconds(),
  };
}

const two = (value: number) => String(value).padStart(2, "0");

/** `1 Mar 2026 12:00`, with seconds or milliseconds where the instant has them. */
export function formatInstant(ms: number, zone: Zone = "local"): string {
  const parts = partsOf(ms, zone);
  return `${parts.day} ${parts.month} ${parts.year} ${clockOf(parts)}`;
}

/** `12:00`, `12:00:05` or `12:00:05.123`. */
export function formatClock(ms: number, zone: Zone = "local"): string {
  return clockOf(partsOf(ms, zone));
}

function clockOf(parts: Parts): string {
  const minutes = `${two(parts.hour)}:${two(parts.minute)}`;
  if (parts.ms !== 0) return `${minutes}:${two(parts.second)}.${String(parts.ms).padStart(3, "0")}`;
  return parts.second === 0 ? minutes : `${minutes}:${two(parts.second)}`;
}

/** `1 Mar`, for time axes that span days. */
export function formatDay(ms: number, zone: Zone = "local"): string {
  const parts = partsOf(ms, zone);
  return `${parts.day} ${parts.month}`;
}

/** `12:00:05.123` of an ISO instant with up to nanoseconds, with date where `withDate`. */
export function formatPrecise(iso: string, zone: Zone = "local", withDate = true): string {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return iso;
  const parts = partsOf(ms, zone);
  const time = `${two(parts.hour)}:${two(parts.minute)}:${two(parts.second)}.${String(parts.ms).padStart(3, "0")}`;
  return withDate ? `${parts.day} ${parts.month} ${time}` : time;
}

/** `5 s ago`, `3 min ago`, `2 h ago`, `4 d ago`; `just now` below five seconds, also for the future. */
export function formatAgo(thenMs: number, nowMs: number): string {
  const seconds = Math.floor((nowMs - thenMs) / 1_000);
  if (seconds < 5) return "just now";
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3_600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}
