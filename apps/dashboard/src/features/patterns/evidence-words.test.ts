import { describe, expect, it } from "vitest";
import { readChecklistItem, readEvidence } from "./evidence-words";

describe("readEvidence", () => {
  it.each([
    ["Mean time to get a connection in s", 0.000227, "Mean time to get a connection", "227 µs"],
    ["Limit of the heap in bytes", 562_036_736, "Limit of the heap", "536 MiB"],
    ["Connections in use", 4, "Connections in use", "4"],
    ["Hits in the window", 1_432_000, "Hits in the window", "1.43M"],
    ["State", "open", "State", "open"],
    ["Kind", null, "Kind", null],
  ])("%s %s", (text, value, name, shown) => {
    expect(readEvidence({ text, value })).toEqual({ text: name, value: shown });
  });
});

describe("readChecklistItem", () => {
  const check = "The idle count falls after peaks.";

  it("says a check by hand once", () => {
    const evidence = `The snapshot does not show it. ${check}`;
    expect(readChecklistItem({ verdict: "cannot be seen", evidence, check })).toEqual({
      found: null,
      byHand: check,
    });
  });

  it("keeps what was found", () => {
    const evidence = "The idle count did not fall.";
    expect(readChecklistItem({ verdict: "cannot be seen", evidence, check })).toEqual({
      found: evidence,
      byHand: check,
    });
    expect(readChecklistItem({ verdict: "met", evidence: "", check })).toEqual({
      found: check,
      byHand: null,
    });
  });
});
