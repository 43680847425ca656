import { describe, expect, it } from "vitest";
import { formatAgo, formatClock, formatDay, formatInstant, formatPrecise } from "./instant";

const AT = Date.parse("2026-03-01T09:05:00.000Z");

describe("instants", () => {
  it("show only the precision they have", () => {
    expect(formatInstant(AT, "utc")).toBe("1 Mar 2026 09:05");
    expect(formatInstant(AT + 7_000, "utc")).toBe("1 Mar 2026 09:05:07");
    expect(formatClock(AT + 7, "utc")).toBe("09:05:00.007");
    expect(formatDay(AT, "utc")).toBe("1 Mar");
  });

  it("read nanoseconds and keep what is not a time", () => {
    expect(formatPrecise("2026-03-01T09:05:01.123456789Z", "utc")).toBe("1 Mar 09:05:01.123");
    expect(formatPrecise("soon")).toBe("soon");
  });

  it.each([
    [-5_000, "just now"],
    [4_000, "just now"],
    [59_000, "59 s ago"],
    [90_000, "1 min ago"],
    [47 * 3_600_000, "47 h ago"],
    [72 * 3_600_000, "3 d ago"],
  ])("%i ms ago", (agoMs, text) => {
    expect(formatAgo(AT - agoMs, AT)).toBe(text);
  });
});
