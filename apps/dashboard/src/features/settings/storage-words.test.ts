import { describe, expect, it } from "vitest";
import { describeEvent, describeGrowth, describePreview } from "./storage-words";

const policy = { traces: 14, logs: 14, metrics: 30, rollups: 90 };
const traces = { signal: "traces" as const, bytes: 2_048, rows: 10, partitions: 5, days: 5 };

describe("words about storage", () => {
  it("say what a policy frees", () => {
    const logs = { ...traces, signal: "logs" as const, days: 1 };
    const result = { policy, applied: false, bytes: 4_096, signals: [traces, logs] };
    expect(describePreview(result)).toBe("Frees 4 KiB: 5 days of traces and 1 day of logs.");
    expect(describePreview({ ...result, bytes: 0, signals: [] })).toMatch(/^Frees nothing/);
  });

  it("say where storage is going", () => {
    expect(describeGrowth({ bytesPerDay: 1_024, daysToMark: 12 })).toBe(
      "Telemetry brings 1 KiB a day; at this pace the mark is reached in 12 days.",
    );
    expect(describeGrowth({ bytesPerDay: 1_024, daysToMark: null })).toMatch(/within a year/);
    expect(describeGrowth({ bytesPerDay: null, daysToMark: null })).toMatch(/first whole day/);
  });

  it("tell events", () => {
    const told = { id: "1", at: "2026-11-21T00:00:00.000Z" };
    const range = { from: "2026-11-03T00:00:00.000Z", to: "2026-11-08T00:00:00.000Z" };
    expect(
      describeEvent({
        ...told,
        ...range,
        kind: "dropped_for_disk",
        bytes: 2_048,
        rows: 10,
        signals: [traces],
      }),
    ).toBe("Dropped to make room: 5 days of traces (2 KiB), 3 Nov to 7 Nov.");
    expect(
      describeEvent({
        ...told,
        kind: "policy_changed",
        by: "Ada",
        from: policy,
        to: { ...policy, traces: 7 },
      }),
    ).toBe("Ada changed traces from 14 to 7 days.");
    expect(
      describeEvent({
        ...told,
        kind: "pressure",
        level: "near",
        name: "data",
        usedShare: 0.86,
        markShare: 0.9,
      }),
    ).toBe("Storage comes near its mark: 86 % used, mark 90 %.");
  });
});
