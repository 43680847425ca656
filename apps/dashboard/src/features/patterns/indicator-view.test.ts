import type { AssessedIndicator } from "@headroom/contracts";
import { describe, expect, it } from "vitest";
import {
  costOf,
  describeIndicator,
  describeMissing,
  explainIndicator,
  placeOnScale,
  showAsShare,
  sortIndicators,
} from "./indicator-view";

function sketch(given: Partial<AssessedIndicator> = {}): AssessedIndicator {
  return {
    id: "pending",
    name: "Pending requests",
    unit: "{request}",
    meaning: "Requests that wait.",
    weight: 0.25,
    value: 10,
    health: 50,
    reason: null,
    scale: { good: 0, bad: 20 },
    scaleFrom: "catalogue",
    crossed: "warning",
    limits: [
      {
        source: "own proposal",
        publisher: null,
        severity: "warning",
        comparison: "gt",
        value: 0,
        unit: "{request}",
        meaning: null,
        heldMs: 60_000,
      },
    ],
    formula: "pending requests",
    calculation: "pending = 10",
    inputs: [],
    history: [],
    ...given,
  };
}
const absent = sketch({ id: "absent", value: null, health: null, reason: "no-data" });
const learning = sketch({ id: "learning", health: null, reason: "no-scale", scale: null });

it("shows shares of a whole in percent, and other numbers without unit as they are", () => {
  expect(showAsShare(sketch({ id: "wait-share", unit: "1" })).unit).toBe("ratio");
  expect(showAsShare(sketch({ id: "utilisation", unit: "1" })).unit).toBe("ratio");
  expect(showAsShare(sketch({ id: "peak-ratio", unit: "1" })).unit).toBe("1");
  expect(showAsShare(sketch({ id: "unsafe-retries", unit: "1" })).unit).toBe("1");
  expect(showAsShare(sketch())).toEqual(sketch());
});

describe("indicators", () => {
  it("cost what they take from the score", () => {
    expect(costOf(sketch())).toBe(12.5);
    expect(costOf(learning)).toBeNull();
  });

  it("stand by cost, then learning, then absent", () => {
    const calm = sketch({ id: "calm", health: 100, weight: 0.5 });
    const ids = sortIndicators([absent, learning, calm, sketch()]).map(({ id }) => id);
    expect(ids).toEqual(["pending", "calm", "learning", "absent"]);
  });

  it("say why they are not in the score", () => {
    expect(describeMissing(sketch())).toBeNull();
    expect(describeMissing(absent)).toContain("Not in the telemetry");
    expect(describeMissing(learning)).toContain("Learning");
  });

  it("tell value, health and cost", () => {
    expect(describeIndicator(sketch())).toBe(
      "Pending requests is 10 requests: health 50 of 100, a warning limit is crossed, costs 12.5 points.",
    );
    expect(describeIndicator(absent)).toContain("costs nothing");
  });

  it("open to scale and limits with their sources", () => {
    expect(explainIndicator(sketch()).sources).toEqual([
      "Scale: good at 0 requests, bad at 20 requests, from the catalogue.",
      "Limit (warning) > 0 requests for 1 min: Headroom’s own proposal",
    ]);
  });
});

it("places a value between good and bad whichever is larger", () => {
  expect(placeOnScale(5, { good: 0, bad: 20 })).toBe(25);
  expect(placeOnScale(0.9, { good: 1, bad: 0.6 })).toBeCloseTo(25);
  expect(placeOnScale(99, { good: 0, bad: 20 })).toBe(100);
  expect(placeOnScale(1, { good: 1, bad: 1 })).toBe(0);
});
