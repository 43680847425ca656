const MAX_ATTEMPTS = 3;
const BASE_MS = 60;

/** True when a failed call is worth another attempt: attempts left, and neither a refusal by an open breaker nor a 4xx. */
export function shouldRetry(error: unknown, attempt: number): boolean {
  if (attempt + 1 >= MAX_ATTEMPTS) return false;
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown };
  if (code === "EOPENBREAKER") return false;
  return typeof statusCode !== "number" || statusCode >= 500;
}

/** Exponential backoff with full jitter above half: 60 ms doubled per attempt, times 0.5 to 1. `random` is in [0, 1). */
export function backoffMs(attempt: number, random: number): number {
  return BASE_MS * 2 ** attempt * (0.5 + random / 2);
}
