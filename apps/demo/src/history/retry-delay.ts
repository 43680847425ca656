const BASE_MS = 500;
const MAX_MS = 30_000;

/**
 * Milliseconds until the next attempt: what Retry-After says (seconds or an HTTP date), else 0.5 s doubled per attempt with
 * jitter down to half; at most 30 s. `random` is in [0, 1).
 */
export function nextRetryMs(
  retryAfter: string | null,
  attempt: number,
  nowMs: number,
  random: number,
): number {
  const asked = parseRetryAfterMs(retryAfter, nowMs);
  if (asked !== undefined) return Math.min(asked, MAX_MS);
  return Math.min(BASE_MS * 2 ** attempt, MAX_MS) * (0.5 + random / 2);
}

/** Milliseconds a Retry-After header asks for; undefined when it is absent or not understood. */
export function parseRetryAfterMs(text: string | null, nowMs: number): number | undefined {
  if (text === null || text.trim() === "") return undefined;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const dateMs = Date.parse(text);
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}
