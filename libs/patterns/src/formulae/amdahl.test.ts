import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { computeSerialShare, computeSpeedUp, computeSpeedUpCeiling } from "./amdahl.ts";
import { predictThroughput } from "./scalability.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const workers = fc.integer({ min: 1, max: 10_000 });

describe("Amdahl's law", () => {
  it("caps a serial share of a tenth at ten", () => {
    expect(computeSpeedUpCeiling(0.1)).toBeCloseTo(10, 9);
    expect(computeSpeedUp(10, 0.1)).toBeCloseTo(1 / 0.19, 9);
    expect(computeSpeedUp(1, 0.5)).toBe(1);
    expect(computeSpeedUp(8, 0)).toBe(8);
    expect(computeSpeedUpCeiling(0)).toBe(Infinity);
  });

  it("stays between one and its ceiling", () => {
    fc.assert(
      fc.property(workers, share, (count, serial) => {
        const speedUp = computeSpeedUp(count, serial) ?? 0;
        expect(speedUp).toBeGreaterThanOrEqual(1 - 1e-9);
        expect(speedUp).toBeLessThanOrEqual((computeSpeedUpCeiling(serial) ?? 0) * (1 + 1e-9));
      }),
    );
  });

  it("is the universal scalability law without coherency", () => {
    fc.assert(
      fc.property(workers, share, (count, serial) => {
        const throughput = predictThroughput({ gamma: 1, sigma: serial, kappa: 0 }, count);
        expect(throughput / (computeSpeedUp(count, serial) ?? 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  it("has no answer outside its range", () => {
    expect(computeSpeedUp(0, 0.5)).toBeUndefined();
    expect(computeSpeedUp(2, 1.5)).toBeUndefined();
    expect(computeSpeedUpCeiling(-0.1)).toBeUndefined();
  });
});

describe("computeSerialShare", () => {
  it("is serial time over work", () => {
    expect(computeSerialShare(20, 200)).toBe(0.1);
    expect(computeSerialShare(0, 0)).toBeUndefined();
    expect(computeSerialShare(3, 2)).toBeUndefined();
  });
});
