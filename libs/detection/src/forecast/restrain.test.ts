import { describe, expect, it } from "vitest";
import { believe, fullBelief, restrain } from "./restrain.ts";
import { noCycle } from "./cycle.ts";
import { fitLine } from "./slope.ts";

const hourMs = 3_600_000;
const line = (noise: number) =>
  fitLine(
    Array.from({ length: 60 }, (_, at) => at + (at % 2 === 0 ? noise : -noise)),
    noCycle,
  );
const rising = Array.from({ length: 12 }, (_, at) => at);

describe("believe", () => {
  it("believes a clean line, and others for two hours unless a day was seen", () => {
    expect(believe(line(0), 60, hourMs / 60)).toEqual(fullBelief);
    expect(believe(line(3), 60, hourMs / 10).straightSteps).toBe(20);
    expect(believe(line(3), 60, hourMs).straightSteps).toBe(Infinity);
  });
});

describe("restrain", () => {
  it("leaves what is believed alone", () => {
    const { values, below, above } = restrain(rising, fullBelief, undefined);
    expect(values).toEqual(rising);
    expect([...below, ...above].every((distance) => distance === 0)).toBe(true);
  });

  it("slows a doubted trend while the band goes on", () => {
    const belief = { straightSteps: 3, doubtedShare: 0.3 };
    const { values, below, above } = restrain(rising, belief, undefined);
    expect(values.slice(0, 3)).toEqual([0, 1, 2]);
    const last = values.at(-1) ?? 0;
    expect(last).toBeGreaterThan(5);
    expect(last).toBeLessThan(8);
    expect(last + (above.at(-1) ?? 0)).toBeCloseTo(11, 9);
    expect(last - (below.at(-1) ?? 0)).toBeCloseTo(-last, 9);
    // Nowhere back, so that a date found once stays.
    expect(values).toEqual(values.toSorted((a, b) => a - b));
  });

  it.each([1, -1])("stops at the height it fell back from, direction %d", (sign) => {
    const { values, below, above } = restrain(
      rising.map((value) => sign * value),
      fullBelief,
      { isFalling: sign > 0, top: sign * 6, foot: 0 },
    );
    expect(values.at(-1)).toBe(sign * 6);
    const [back, on] = sign > 0 ? [below, above] : [above, below];
    expect(back.at(-1)).toBe(6);
    expect(on.at(-1)).toBe(5);
  });
});
