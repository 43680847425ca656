import { describe, expect, it } from "vitest";
import { readKind, switchKind, usualTiming } from "./rule-kinds";

describe("switchKind", () => {
  const form = { kind: "threshold" as const, ...usualTiming.threshold, otherTimings: {} };

  it("begins each kind at its own pace", () => {
    expect(switchKind(form, "anomaly")).toMatchObject({ kind: "anomaly", intervalMs: 60_000 });
    expect(switchKind(form, "forecast")).toMatchObject({ kind: "forecast", intervalMs: 300_000 });
  });

  it("finds what was set before when it comes back", () => {
    const there = switchKind({ ...form, intervalMs: 20_000, forMs: 60_000 }, "forecast");
    const back = switchKind({ ...there, intervalMs: 600_000 }, "threshold");
    expect(back).toMatchObject({ kind: "threshold", intervalMs: 20_000, forMs: 60_000 });
    expect(switchKind(back, "forecast").intervalMs).toBe(600_000);
  });

  it("changes nothing for the same kind", () => {
    expect(switchKind(form, "threshold")).toEqual(form);
  });
});

describe("readKind", () => {
  it.each([
    ["anomaly", "anomaly"],
    ["forecast", "forecast"],
    ["nonsense", "threshold"],
    [null, "threshold"],
  ])("%j is %s", (text, kind) => {
    expect(readKind(text)).toBe(kind);
  });
});
