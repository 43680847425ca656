import type { Service } from "@headroom/contracts";
import { describe, expect, it } from "vitest";
import { totalsOf } from "./totals";

const service = (
  rate: number,
  ratio: number,
  requestRate: [number, number | null][],
  errorRatio: [number, number | null][],
): Service => ({
  name: `s${rate}`,
  namespace: "",
  versions: [],
  language: "",
  firstSeen: "2026-01-01T00:00:00Z",
  lastSeen: "2026-01-01T00:00:00Z",
  red: { calls: 1, requestRate: rate, errorRatio: ratio, p50Ms: null, p95Ms: null, p99Ms: null },
  firingAlerts: 0,
  sparkline: { stepSeconds: 60, requestRate, errorRatio, p95Ms: [] },
});

describe("totalsOf", () => {
  it("adds up rates and weighs errors by them", () => {
    const totals = totalsOf([
      service(
        30,
        0.5,
        [
          [0, 10],
          [60, null],
        ],
        [
          [0, 0.5],
          [60, null],
        ],
      ),
      service(
        10,
        0,
        [
          [0, 5],
          [60, null],
        ],
        [
          [0, 0],
          [60, null],
        ],
      ),
    ]);
    expect(totals.requestRate).toBe(40);
    expect(totals.errorRatio).toBe(0.375);
    expect(totals.requests[0]?.points).toEqual([
      [0, 15],
      [60, null],
    ]);
    expect(totals.requests[1]?.points).toEqual([
      [0, 5],
      [60, null],
    ]);
  });

  it("has nothing to tell about no services", () => {
    expect(totalsOf([]).errorRatio).toBe(0);
  });
});
