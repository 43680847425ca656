import { describe, expect, it } from "vitest";
import { absoluteSpec } from "./range";
import { labelRange } from "./range-label";

const NOW = Date.parse("2026-03-01T12:00:00.000Z");

describe("labelRange", () => {
  it("names presets and other relative ranges", () => {
    expect(labelRange({ from: "now-1h", to: "now" }, NOW)).toBe("Last hour");
    expect(labelRange({ from: "now-90m", to: "now" }, NOW)).toBe("Last 90 minutes");
    expect(labelRange({ from: "now-1w", to: "now" }, NOW)).toBe("Last week");
  });

  it("writes out absolute ranges", () => {
    expect(labelRange(absoluteSpec(NOW - 60_000, NOW), NOW, "utc")).toBe(
      "1 Mar 2026 11:59 – 1 Mar 2026 12:00",
    );
  });
});
