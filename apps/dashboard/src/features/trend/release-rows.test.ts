import { describe, expect, it } from "vitest";
import { differenceScale, releaseRows } from "./release-rows";

const HOUR = 3_600_000;
const explained = { sentence: "", formula: "", inputs: {} };
const version = (name: string, fromMs: number, toMs: number, p95: number) => ({
  ...explained,
  version: name,
  firstAt: new Date(fromMs).toISOString(),
  lastAt: new Date(toMs).toISOString(),
  count: 10,
  median: p95 / 2,
  p95,
});
const releases = {
  note: null,
  versions: [version("1.4.0", -HOUR, 2 * HOUR, 100), version("1.5.0", 2 * HOUR, 4 * HOUR, 400)],
  differences: [
    {
      ...explained,
      version: "1.5.0",
      previous: "1.4.0",
      difference: { value: 150, low: 120, high: 180 },
      comparison: "one-after-the-other" as const,
      pValueAdjusted: 0.001,
      verdict: "higher" as const,
    },
  ],
};

describe("releaseRows", () => {
  it("lists the newest first, with its difference and shares", () => {
    const [newest, oldest] = releaseRows(releases, { fromMs: 0, toMs: 4 * HOUR });
    expect(newest?.figures.version).toBe("1.5.0");
    expect(newest?.difference?.previous).toBe("1.4.0");
    expect(newest).toMatchObject({ fromShare: 0.5, toShare: 1, medianShare: 0.5, p95Share: 1 });
    expect(oldest).toMatchObject({ difference: null, fromShare: 0, toShare: 0.5, p95Share: 0.25 });
  });
});

describe("differenceScale", () => {
  it("is the furthest end of an interval", () => {
    expect(differenceScale(releases)).toBe(180);
    expect(differenceScale({ note: null, versions: [], differences: [] })).toBe(0);
  });
});
