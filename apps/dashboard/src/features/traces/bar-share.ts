/** Length of a duration bar, 0–1 of the slowest; anything that took time stays visible. */
export function barShare(durationMs: number, slowestMs: number): number {
  if (slowestMs <= 0 || durationMs <= 0) return 0;
  return Math.min(1, Math.max(0.01, durationMs / slowestMs));
}
