import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  assessQueueDrain,
  combineAmplifications,
  computeInstancesNeeded,
  computeRetryAmplification,
  isSafeWithoutOne,
} from "./drain.ts";

describe("assessQueueDrain", () => {
  it("catches up when more is consumed than produced", () => {
    expect(assessQueueDrain({ lag: 600, consumedPerS: 15, producedPerS: 10 })).toEqual({
      netPerS: 5,
      catchUpS: 120,
      timeLagS: 60,
      lossHorizonS: undefined,
    });
  });

  it("tells when messages get lost", () => {
    const drain = assessQueueDrain({
      lag: 600,
      consumedPerS: 5,
      producedPerS: 10,
      retentionS: 3600,
    });
    // The lag reaches 36,000 messages after (36,000 − 600) / 5 seconds.
    expect(drain).toEqual({ netPerS: -5, catchUpS: undefined, timeLagS: 60, lossHorizonS: 7080 });
  });

  it("tells that messages are lost already", () => {
    const drain = assessQueueDrain({
      lag: 36_001,
      consumedPerS: 5,
      producedPerS: 10,
      retentionS: 3600,
    });
    expect(drain?.lossHorizonS).toBe(0);
  });

  it("knows an empty and a standing backlog", () => {
    expect(assessQueueDrain({ lag: 0, consumedPerS: 0, producedPerS: 0 })?.catchUpS).toBe(0);
    const standing = assessQueueDrain({ lag: 5, consumedPerS: 0, producedPerS: 0, retentionS: 10 });
    expect(standing).toEqual({
      netPerS: 0,
      catchUpS: undefined,
      timeLagS: undefined,
      lossHorizonS: undefined,
    });
    expect(assessQueueDrain({ lag: -1, consumedPerS: 1, producedPerS: 1 })).toBeUndefined();
  });

  it("is at the retention at the loss horizon", () => {
    const rate = fc.double({ min: 0.1, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(
        rate,
        rate,
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        rate,
        (consumedPerS, producedPerS, lag, retentionS) => {
          const drain = assessQueueDrain({ lag, consumedPerS, producedPerS, retentionS });
          const horizonS = drain?.lossHorizonS;
          if (horizonS === undefined || horizonS === 0) return;
          const lagThen = lag + (producedPerS - consumedPerS) * horizonS;
          expect(lagThen / producedPerS / retentionS).toBeCloseTo(1, 6);
        },
      ),
    );
  });
});

describe("N+1", () => {
  it.each([
    [3, 100, 200, true],
    [3, 100, 201, false],
    [1, 100, 0, true],
    [1, 100, 1, false],
  ])("%d instances of %d at a peak of %d", (instances, sustainable, peak, expected) => {
    expect(isSafeWithoutOne(instances, sustainable, peak)).toBe(expected);
  });

  it("agrees with the number of instances needed", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 1, max: 500 }),
        (peak, sustainable) => {
          const needed = computeInstancesNeeded(peak, sustainable) ?? 0;
          expect(isSafeWithoutOne(needed, sustainable, peak)).toBe(true);
          expect(peak > 0 && isSafeWithoutOne(needed - 1, sustainable, peak)).toBe(false);
        },
      ),
    );
    expect(computeInstancesNeeded(100, 0)).toBeUndefined();
  });
});

describe("retry amplification", () => {
  it("is attempts over first attempts, and multiplies over layers", () => {
    expect(computeRetryAmplification(150, 100)).toBe(1.5);
    expect(computeRetryAmplification(0, 0)).toBeUndefined();
    expect(combineAmplifications([3, 3, 2])).toBe(18);
    expect(combineAmplifications([])).toBe(1);
  });
});
