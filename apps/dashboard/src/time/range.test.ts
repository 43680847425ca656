import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  absoluteSpec,
  DEFAULT_RANGE,
  dragRange,
  isLive,
  MAX_RANGE_MS,
  MIN_RANGE_MS,
  parseInstant,
  rangePresets,
  resolveRange,
  shiftRange,
  zoomOutRange,
} from "./range";

const NOW = Date.parse("2026-03-01T12:00:00.000Z");
const HOUR = 3_600_000;

describe("parseInstant", () => {
  it.each([
    ["now", 0],
    ["now-30s", 30_000],
    ["now-15m", 15 * 60_000],
    ["now-6h", 6 * HOUR],
    ["now-2d", 48 * HOUR],
    ["now-1w", 168 * HOUR],
  ])("reads %s", (text, agoMs) => {
    expect(parseInstant(text, NOW)).toBe(NOW - agoMs);
  });

  it("reads ISO instants", () => {
    expect(parseInstant("2026-03-01T11:00:00+01:00", NOW)).toBe(NOW - 2 * HOUR);
  });

  it.each(["", "now+1h", "now-", "now-1y", "yesterday", "2026", "12"])("refuses %j", (text) => {
    expect(parseInstant(text, NOW)).toBeNull();
  });
});

describe("resolveRange", () => {
  it("resolves every preset to its length", () => {
    for (const { id, spec } of rangePresets) {
      const { fromMs, toMs } = resolveRange(spec, NOW);
      expect(toMs).toBe(NOW);
      expect(fromMs).toBe(parseInstant(`now-${id}`, NOW));
      expect(isLive(spec)).toBe(true);
    }
  });

  it("falls back to the last hour for anything unreadable", () => {
    const hour = resolveRange(DEFAULT_RANGE, NOW);
    expect(resolveRange({ from: "?", to: "now" }, NOW)).toEqual(hour);
    expect(resolveRange({ from: "now", to: "now-1h" }, NOW)).toEqual(hour);
  });

  it("always gives an ordered range of bounded length", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 999_999 }), (to, days) => {
        const range = resolveRange({ from: `now-${days}d`, to }, NOW);
        expect(range.toMs - range.fromMs).toBeGreaterThanOrEqual(MIN_RANGE_MS);
        expect(range.toMs - range.fromMs).toBeLessThanOrEqual(MAX_RANGE_MS);
      }),
    );
  });

  it("reads back what absoluteSpec wrote", () => {
    const spec = absoluteSpec(NOW - HOUR, NOW);
    expect(resolveRange(spec, NOW + HOUR)).toEqual({ fromMs: NOW - HOUR, toMs: NOW });
    expect(isLive(spec)).toBe(false);
  });
});

describe("moving a range", () => {
  const range = { fromMs: NOW - 2 * HOUR, toMs: NOW - HOUR };

  it("shifts by half, not past now", () => {
    expect(shiftRange(range, -1, NOW)).toEqual({
      fromMs: NOW - 2.5 * HOUR,
      toMs: NOW - 1.5 * HOUR,
    });
    expect(shiftRange({ fromMs: NOW - HOUR, toMs: NOW }, 1, NOW)).toEqual({
      fromMs: NOW - HOUR,
      toMs: NOW,
    });
  });

  it("zooms out around the middle, ending at now", () => {
    expect(zoomOutRange(range, NOW)).toEqual({ fromMs: NOW - 2.5 * HOUR, toMs: NOW - 0.5 * HOUR });
    expect(zoomOutRange({ fromMs: NOW - HOUR, toMs: NOW }, NOW)).toEqual({
      fromMs: NOW - 2 * HOUR,
      toMs: NOW,
    });
  });

  it("orders and widens a drag", () => {
    expect(dragRange(NOW, NOW - HOUR)).toEqual({ fromMs: NOW - HOUR, toMs: NOW });
    expect(dragRange(NOW, NOW).toMs - dragRange(NOW, NOW).fromMs).toBe(MIN_RANGE_MS);
  });
});
