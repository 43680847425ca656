import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatTimeTick, timeTicks, valueTicks } from "./axis-ticks";

const HOUR = 3_600_000;
const NOON = Date.parse("2026-03-01T12:00:00Z");

describe("timeTicks", () => {
  it("stands on round times", () => {
    expect(
      timeTicks(NOON - HOUR + 1, NOON, 6).map((t) => new Date(t).toISOString().slice(11, 16)),
    ).toEqual(["11:10", "11:20", "11:30", "11:40", "11:50", "12:00"]);
  });

  it("aligns days to the clock of the reader", () => {
    const [first] = timeTicks(NOON - 3 * 24 * HOUR, NOON, 4, HOUR);
    expect(first).toBe(Date.parse("2026-02-26T23:00:00Z"));
  });

  it("never gives more than asked for, all inside", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10_000, max: 90 * 24 * HOUR }),
        fc.integer({ min: 2, max: 12 }),
        (span, count) => {
          const ticks = timeTicks(NOON - span, NOON, count);
          expect(ticks.length).toBeLessThanOrEqual(count + 1);
          expect(ticks.every((t) => t >= NOON - span && t <= NOON)).toBe(true);
        },
      ),
    );
  });
});

describe("formatTimeTick", () => {
  it("names the day at midnight", () => {
    expect(formatTimeTick(NOON, HOUR, "utc")).toBe("12:00");
    expect(formatTimeTick(NOON + 12 * HOUR, HOUR, "utc")).toBe("2 Mar");
  });
});

describe("valueTicks", () => {
  it.each([
    [0, 10, "1", [0, 5, 10]],
    [0, 0.9, "1", [0, 0.5, 1]],
    [0, 2, "{records}", [0, 1, 2]],
    [0, 0.8, "{connection}", [0, 0.2, 0.4, 0.6, 0.8]],
    [0, 0, "{record}", [0, 1]],
    [0, 0, "1", [0, 0.5, 1]],
    [0, 3 * 1024 ** 2, "By", [0, 1, 2, 3].map((mebi) => mebi * 1024 ** 2)],
    [0, 0.05, "ratio", [0, 0.02, 0.04, 0.06]],
    [0, 100, "s", [0, 30, 60, 90, 120]],
  ])("from %d to %d %s", (min, max, unit, expected) => {
    const ticks = valueTicks(min, max, unit);
    expect(ticks.map((tick) => Number(tick.toPrecision(9)))).toEqual(expected);
  });

  it("always covers the values with a few ticks", () => {
    const units = fc.constantFrom("s", "ms", "By", "%", "ratio", "1", "req/s");
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), units, (max, unit) => {
        const ticks = valueTicks(0, max, unit);
        expect(ticks.length).toBeLessThanOrEqual(12);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1) ?? 0).toBeGreaterThanOrEqual(max * 0.999);
      }),
    );
  });
});
