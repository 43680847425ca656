import { expect, it } from "vitest";
import { describeLaw, scalabilityMarks } from "./scalability-words";

const law = {
  gamma: 100,
  sigma: 0.05,
  kappa: 0.001,
  determination: 0.97,
  peakLoad: 30,
  peakThroughput: 900,
  isExtrapolated: true,
};

it("says what the coefficients mean and that extrapolation is no promise", () => {
  const words = describeLaw(law)
    .map(({ value, meaning }) => `${value}: ${meaning}`)
    .join("\n");
  expect(words).toContain("5 % of the work waits");
  expect(words).toContain("900 req/s at 30 instances: Beyond what was measured");
});

it("says where there is no peak", () => {
  const rows = describeLaw({ ...law, sigma: 0, kappa: 0, peakLoad: null, peakThroughput: null });
  expect(rows.map(({ value }) => value)).toContain("no peak");
  expect(rows[1]?.meaning).toContain("hardly wait");
});

it("marks today where it is known", () => {
  expect(scalabilityMarks({ instancesNow: 2, requestsNowPerS: 180 })).toEqual([
    { label: "today", at: [2, 180], tone: "accent" },
  ]);
  expect(scalabilityMarks({ instancesNow: null, requestsNowPerS: 180 })).toEqual([]);
});
