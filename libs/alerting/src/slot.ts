/** Arithmetic of evaluation slots: slot = k · interval + offset, in milliseconds. */

/**
 * A stable offset in [0, intervalMs) from the rule's id, so that rules of one interval spread
 * over it and replicas agree. FNV-1a, 32 bit.
 */
export function slotOffsetMs(ruleId: string, intervalMs: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < ruleId.length; i++) {
    hash ^= ruleId.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return hash % intervalMs;
}

/** The newest slot at or before `nowMs`. */
export function slotAtOrBefore(nowMs: number, intervalMs: number, offsetMs: number): number {
  return Math.floor((nowMs - offsetMs) / intervalMs) * intervalMs + offsetMs;
}

/** The first slot after `nowMs`. */
export function slotAfter(nowMs: number, intervalMs: number, offsetMs: number): number {
  return slotAtOrBefore(nowMs, intervalMs, offsetMs) + intervalMs;
}

export interface DueSlots {
  /** Slots to evaluate now, oldest first. */
  readonly slots: readonly number[];
  /** Slots that are given up because the pause was longer than what matters. */
  readonly skipped: number;
}

/**
 * Which slots to evaluate after a pause: all missed ones, but no more than cover
 * max(for, keep-firing) and never more than `maxReplay` (alerting.md 4.3.2). The rest is skipped.
 * @param lastSlotMs the last committed slot, or undefined for a rule that never ran
 */
export function dueSlots(
  lastSlotMs: number | undefined,
  nowMs: number,
  rule: { intervalMs: number; forMs: number; keepFiringForMs: number },
  offsetMs: number,
  maxReplay = 10,
): DueSlots {
  const newest = slotAtOrBefore(nowMs, rule.intervalMs, offsetMs);
  if (lastSlotMs === undefined) return { slots: [newest], skipped: 0 };
  const missed = Math.floor((newest - lastSlotMs) / rule.intervalMs);
  if (missed <= 0) return { slots: [], skipped: 0 };
  const useful = Math.ceil(Math.max(rule.forMs, rule.keepFiringForMs) / rule.intervalMs) + 1;
  const count = Math.min(missed, useful, maxReplay);
  const slots = Array.from({ length: count }, (_, i) => newest - (count - 1 - i) * rule.intervalMs);
  return { slots, skipped: missed - count };
}
