import { describe, expect, it } from "vitest";
import { describeInputs, nameInput } from "./explanation";

describe("nameInput", () => {
  it.each([
    ["points", "Points"],
    ["slopePerDay", "Slope per day"],
    ["windowFromMs", "Window from"],
    ["window_from", "Window from"],
    ["Ms", "Ms"],
  ])("reads %s as %s", (name, words) => {
    expect(nameInput(name)).toBe(words);
  });
});

describe("describeInputs", () => {
  it("shows counts, lengths of time, instants and texts of a record", () => {
    const atMs = new Date(2026, 0, 31, 12, 0).getTime();
    const rows = describeInputs({
      points: 120,
      stepMs: 60_000,
      lagMs: -120_000,
      fromMs: atMs,
      by: "hour",
    });
    expect(rows.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      "Points: 120",
      "Step: 1 min",
      "Lag: −2 min",
      "From: 31 Jan 2026 12:00",
      "By: hour",
    ]);
  });

  it("shows measurements with unit, signal and statistic", () => {
    const rows = describeInputs([
      { name: "used", value: 0.25, unit: "s", signal: "db.client.wait", statistic: "p95" },
      { name: "limit", value: 20, unit: "{connection}", signal: "", statistic: "" },
    ]);
    expect(rows).toEqual([
      { name: "used", value: "250 ms", signal: "db.client.wait", statistic: "p95" },
      { name: "limit", value: "20 connections", signal: null, statistic: null },
    ]);
  });

  it("shows no number where there is none", () => {
    expect(describeInputs({ sigma: Number.NaN })[0]?.value).toBe("–");
  });
});
