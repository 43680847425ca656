import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitUse } from "./fit-use.ts";

const hourMs = 3_600_000;
const hours = (count: number, value: (hour: number) => number) =>
  Array.from({ length: count }, (_, hour) => ({ atMs: hour * hourMs, value: value(hour) }));
const daily = (hour: number) => 10 + 8 * Math.sin((2 * Math.PI * hour) / 24);

describe("fitUse", () => {
  it("tells what does not depend on the load from what does", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 50, noNaN: true }),
        fc.double({ min: 0.01, max: 5, noNaN: true }),
        (base, perRequest) => {
          const line = fitUse(
            hours(168, (hour) => base + perRequest * daily(hour)),
            hours(168, daily),
          );
          expect(line?.base).toBeCloseTo(base, 6);
          expect(line?.perRequest).toBeCloseTo(perRequest, 6);
        },
      ),
      { numRuns: 20 },
    );
  });

  it("isn't led astray by a few hours of trouble", () => {
    const line = fitUse(
      hours(168, (hour) => (hour % 40 === 0 ? 100 : 2 + daily(hour) / 2)),
      hours(168, daily),
    );
    expect(line?.base).toBeCloseTo(2, 1);
    expect(line?.perRequest).toBeCloseTo(0.5, 1);
  });

  it.each([
    ["fewer than two days", hours(40, daily), hours(40, daily)],
    ["a load that hardly varies", hours(168, daily), hours(168, () => 10)],
    ["no common hours", hours(168, daily), []],
  ])("gives no line for %s", (_, use, load) => {
    expect(fitUse(use, load)).toBeUndefined();
  });

  it("never says that use falls with the load", () => {
    const line = fitUse(
      hours(168, (hour) => 100 - daily(hour)),
      hours(168, daily),
    );
    expect(line?.perRequest).toBe(0);
  });
});
