import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayOf2026, sketchExhaustion, sketchHeadroom } from "./headroom-fixture";
import { layOutRunway, runwayTicks } from "./runway";

const NOW = Date.parse(dayOf2026(0));
const at = (p10: number | null, p50: number | null, p90: number | null) =>
  sketchHeadroom({ exhaustion: sketchExhaustion(p10, p50, p90) });

describe("layOutRunway", () => {
  it("places the three dates", () => {
    const { bars } = layOutRunway([at(9, 45, 81)], NOW);
    expect(bars[0]).toMatchObject({
      startPercent: 10,
      likelyPercent: 50,
      endPercent: 90,
      open: false,
    });
  });

  it("leaves the end open where the late date is beyond the forecast", () => {
    expect(layOutRunway([at(45, null, null)], NOW).bars[0]).toMatchObject({
      startPercent: 50,
      likelyPercent: null,
      endPercent: 100,
      open: true,
    });
  });

  it("lists what does not run out and what is not known apart", () => {
    const unknown = sketchHeadroom({ exhaustion: null });
    const { bars, beyond } = layOutRunway([unknown, at(null, null, null), at(120, 130, null)], NOW);
    expect(bars).toEqual([]);
    expect(beyond).toHaveLength(2);
  });

  it("never leaves the timeline", () => {
    const day = fc.option(fc.integer({ min: -20, max: 200 }), { nil: null });
    fc.assert(
      fc.property(day, day, day, (p10, p50, p90) => {
        for (const bar of layOutRunway([at(p10, p50, p90)], NOW).bars) {
          for (const percent of [bar.startPercent, bar.endPercent, bar.likelyPercent ?? 0]) {
            expect(percent).toBeGreaterThanOrEqual(0);
            expect(percent).toBeLessThanOrEqual(100);
          }
        }
      }),
    );
  });
});

it("has a tick every so many days", () => {
  expect(runwayTicks(NOW, 30).map(({ percent }) => Math.round(percent))).toEqual([0, 33, 67]);
});
