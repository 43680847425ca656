const MINUTE_MS = 60_000;
const MOST_MS = 10 * MINUTE_MS;

/**
 * A range that follows the clock, its ends moved back to whole minutes: 1 on ranges of an hour, 10
 * on long ones. Two moments of the same minutes ask the same question.
 */
export function settleRange(
  fromMs: number,
  toMs: number,
): { readonly fromMs: number; readonly toMs: number } {
  const wanted = Math.floor((toMs - fromMs) / 60 / MINUTE_MS) * MINUTE_MS;
  const gridMs = Math.min(MOST_MS, Math.max(MINUTE_MS, wanted));
  const lengthMs = Math.max(1, Math.round((toMs - fromMs) / MINUTE_MS)) * MINUTE_MS;
  const endMs = Math.floor(toMs / gridMs) * gridMs;
  return { fromMs: endMs - lengthMs, toMs: endMs };
}
