import { describe, expect, it } from "vitest";
import { formatDuration, formatProgress, remainingMs } from "./progress.ts";
import { nextRetryMs, parseRetryAfterMs } from "./retry-delay.ts";

const DAY_MS = 86_400_000;

describe("formatProgress", () => {
  it("shows bar, percent, days, rows, rate and time left", () => {
    const line = formatProgress({
      doneMs: 7 * DAY_MS,
      totalMs: 14 * DAY_MS,
      rows: 600_000,
      elapsedMs: 30_000,
    });
    expect(line).toBe(
      `${"█".repeat(12)}${"░".repeat(12)}  50 %  day 7.0 of 14.0  600,000 rows, 20,000/s  30 s left`,
    );
  });

  it("knows no time left before anything is done", () => {
    expect(remainingMs({ doneMs: 0, totalMs: DAY_MS, rows: 0, elapsedMs: 500 })).toBeUndefined();
  });
});

describe("formatDuration", () => {
  it("uses minutes from 60 seconds on", () => {
    expect(formatDuration(41_200)).toBe("42 s");
    expect(formatDuration(65_000)).toBe("1 min 05 s");
  });
});

describe("nextRetryMs", () => {
  it("obeys Retry-After in seconds and as a date, up to 30 s", () => {
    expect(nextRetryMs("3", 0, 0, 0)).toBe(3_000);
    expect(nextRetryMs(new Date(5_000).toUTCString(), 0, 1_000, 0)).toBe(4_000);
    expect(nextRetryMs("3600", 0, 0, 0)).toBe(30_000);
  });

  it("doubles with jitter when the server asks for nothing", () => {
    expect([0, 1, 2].map((attempt) => nextRetryMs(null, attempt, 0, 0))).toEqual([250, 500, 1_000]);
    expect(nextRetryMs("soon", 20, 0, 0.999_999)).toBeLessThanOrEqual(30_000);
  });

  it("takes a date that has passed as now", () => {
    expect(parseRetryAfterMs(new Date(0).toUTCString(), 60_000)).toBe(0);
  });
});
