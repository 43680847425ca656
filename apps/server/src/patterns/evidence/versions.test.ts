import { describe, expect, it } from "vitest";
import { sketchActivity } from "./span-fixtures.ts";
import { findLastChange, listShares, listVersions } from "./versions.ts";

const minuteMs = 60_000;
const grid = { fromMs: 0, stepMs: minuteMs, count: 6 };
const window = { startMs: 0, endMs: 6 * minuteMs };
const old = sketchActivity([90, 90, 90, 50, 0, 0], { version: "1.0.0", errors: 3 });
const young = sketchActivity([0, 0, 10, 50, 100, 100], { version: "1.1.0", instance: "b" });

describe("listVersions", () => {
  const versions = [old, young].map((one) => ({ ...one, instance: "", resource: {} }));
  const found = listVersions({ instances: [old, young], versions }, window, grid);

  it("puts the newest first, with what each took", () => {
    expect(found).toMatchObject([
      { version: "1.1.0", firstSeenMs: 2 * minuteMs, instances: 1, requests: 260, errors: 0 },
      { version: "1.0.0", lastSeenMs: 4 * minuteMs, instances: 1, requests: 320, errors: 3 },
    ]);
  });

  it("gives shares that add up to one, with the requests that they are of", () => {
    expect(found[0]?.shares.map(({ share }) => share)).toEqual([0, 0, 0.1, 0.5, 1, 1]);
    for (const [step, { share }] of (found[1]?.shares ?? []).entries()) {
      expect(share + (found[0]?.shares[step]?.share ?? 0)).toBeCloseTo(1);
    }
    expect(found[1]?.shares[2]).toEqual({ atMs: 2 * minuteMs, share: 0.9, requests: 100 });
  });

  it("leaves out spans without a version but counts them", () => {
    const unnamed = sketchActivity([10, 10], { version: "" });
    const parts = [unnamed, sketchActivity([10, 30], { version: "2" })];
    const named = listVersions({ instances: parts, versions: parts }, window, grid);
    expect(named.map(({ version }) => version)).toEqual(["2"]);
    expect(named[0]?.shares.map(({ share }) => share)).toEqual([0.5, 0.75]);
  });

  it("counts the most instances at once", () => {
    const many = ["b", "c"].map((instance) => ({ ...young, instance }));
    const [first] = listVersions({ instances: [old, ...many], versions }, window, grid);
    expect(first?.instances).toBe(2);
  });
});

describe("listShares", () => {
  it("counts sampled spans as what was seen", () => {
    const sampled = sketchActivity([4], {
      steps: [{ timeMs: 0, calls: 400, spans: 4, errors: 0, fastFailures: 0 }],
    });
    expect(listShares("1", [sampled])).toEqual([{ atMs: 0, share: 1, requests: 4 }]);
  });
});

describe("findLastChange", () => {
  const dayMs = 24 * 60 * minuteMs;
  const coarse = { fromMs: 0, stepMs: 24 * minuteMs, count: 60 };
  const day = { startMs: 0, endMs: dayMs };
  const version = (firstSeenMs: number, lastSeenMs: number) => ({
    version: `${firstSeenMs}`,
    firstSeenMs,
    lastSeenMs,
    instances: 1,
    requests: 1,
    errors: 0,
    p95S: 1,
    shares: [],
  });
  const noon = 12 * 60 * minuteMs;

  it.each([
    ["fine steps", [version(noon, dayMs), version(0, noon)], grid, undefined],
    ["one version", [version(noon, dayMs)], coarse, undefined],
    ["no change in the window", [version(0, dayMs), version(0, dayMs)], coarse, undefined],
    [
      "a roll-out of two hours",
      [version(noon, dayMs), version(0, noon + 120 * minuteMs)],
      coarse,
      [-10, 125],
    ],
    ["a switch", [version(noon, dayMs), version(0, noon + minuteMs)], coarse, [-10, 50]],
    ["two that stay", [version(noon, dayMs), version(0, dayMs)], coarse, [-10, 50]],
  ])("looks closer at %s", (_what, versions, steps, minutes) => {
    const found = findLastChange(versions, day, steps);
    const [from = 0, to = 0] = minutes ?? [];
    const expected = { startMs: noon + from * minuteMs, endMs: noon + to * minuteMs };
    expect(found).toEqual(minutes === undefined ? undefined : expected);
  });
});
