import { setTimeout as delay } from "node:timers/promises";

/**
 * Calls `attempt` until it returns something other than undefined or the time is over.
 * @returns the value, or undefined after `limitMs`
 */
export async function pollUntil<T>(
  attempt: () => Promise<T | undefined>,
  limitMs: number,
  everyMs: number,
): Promise<T | undefined> {
  const endMs = performance.now() + limitMs;
  for (;;) {
    const value = await attempt();
    if (value !== undefined) return value;
    if (performance.now() >= endMs) return undefined;
    await delay(everyMs);
  }
}
