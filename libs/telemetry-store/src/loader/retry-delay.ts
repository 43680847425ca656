const firstDelayMs = 250;
const maxDelayMs = 30_000;

/**
 * Pause before try `attempt` + 1, ms: doubling from 250 ms up to 30 s, of which the upper half is
 * spread by `jitter` in [0, 1).
 */
export function retryDelayMs(attempt: number, jitter: number): number {
  const ceiling = Math.min(maxDelayMs, firstDelayMs * 2 ** Math.min(attempt - 1, 20));
  return ceiling / 2 + (ceiling / 2) * jitter;
}
