import { setTimeout as delay } from "node:timers/promises";

const PAUSE_MS = 100;

/**
 * Asks again until `check` returns something other than undefined, for what can only be seen by
 * asking (an API of another process). Fails with `what` and the last error after `limitMs`.
 */
export async function eventually<T>(
  what: string,
  check: () => Promise<T | undefined>,
  limitMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      const found = await check();
      if (found !== undefined) return found;
    } catch (error) {
      last = error;
    }
    await delay(PAUSE_MS);
  }
  throw new Error(`Not within ${limitMs} ms: ${what}`, { cause: last });
}
