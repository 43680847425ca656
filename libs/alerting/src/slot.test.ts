import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dueSlots, slotAfter, slotAtOrBefore, slotOffsetMs } from "./slot.ts";

describe("slots", () => {
  it("lie at k · interval + offset", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000_000_000_000 }),
        fc.integer({ min: 1_000, max: 3_600_000 }),
        fc.string(),
        (now, interval, id) => {
          const offset = slotOffsetMs(id, interval);
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(offset).toBeLessThan(interval);
          const slot = slotAtOrBefore(now, interval, offset);
          expect(slot).toBeLessThanOrEqual(now);
          expect(now - slot).toBeLessThan(interval);
          expect(slotAfter(now, interval, offset)).toBe(slot + interval);
        },
      ),
    );
  });

  it("spread over the interval", () => {
    const offsets = new Set(
      Array.from({ length: 200 }, (_, i) => slotOffsetMs(`rule-${i}`, 60_000)),
    );
    expect(offsets.size).toBeGreaterThan(150);
  });
});

describe("dueSlots", () => {
  const rule = { intervalMs: 10_000, forMs: 30_000, keepFiringForMs: 0 };

  it("gives the newest slot to a rule that never ran", () => {
    expect(dueSlots(undefined, 25_000, rule, 0)).toEqual({ slots: [20_000], skipped: 0 });
  });

  it("gives nothing before the next slot", () => {
    expect(dueSlots(20_000, 29_999, rule, 0)).toEqual({ slots: [], skipped: 0 });
  });

  it("replays missed slots oldest first", () => {
    expect(dueSlots(20_000, 50_500, rule, 0)).toEqual({
      slots: [30_000, 40_000, 50_000],
      skipped: 0,
    });
  });

  it("gives up what lies further back than `for` reaches", () => {
    const due = dueSlots(0, 1_000_000, rule, 0);
    expect(due.slots).toEqual([970_000, 980_000, 990_000, 1_000_000]);
    expect(due.skipped).toBe(96);
  });
});
