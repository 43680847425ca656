import { describe, expect, it } from "vitest";
import { dayMs, startOfDay } from "./plan-upkeep.ts";
import type { StoredPartition, UpkeepFacts } from "./plan-upkeep.ts";
import { projectGrowth } from "./project-growth.ts";
import { defaultRetention } from "./retention.ts";

const nowMs = Date.UTC(2026, 10, 21, 12);
const today = startOfDay(nowMs);

function spans(daysAgo: number, bytes: number): StoredPartition {
  const fromMs = today - daysAgo * dayMs;
  return { table: "spans", id: "", fromMs, toMs: fromMs + dayMs, rows: 1, bytes, parts: 1 };
}

function facts(partitions: StoredPartition[], totalBytes: number, traces = 14): UpkeepFacts {
  const usedBytes = partitions.reduce((sum, each) => sum + each.bytes, 0);
  return {
    partitions,
    disks: [{ name: "data", totalBytes, freeBytes: totalBytes - usedBytes }],
    limits: { highWaterShare: 0.9 },
    policy: { ...defaultRetention, traces },
    nowMs,
  };
}

describe("projected growth", () => {
  it("is unknown before a day is complete", () => {
    const none = { bytesPerDay: null, daysToMark: null };
    expect(projectGrowth(facts([spans(0, 100)], 1_000))).toEqual(none);
  });

  it("counts the days to the mark", () => {
    const partitions = [3, 2, 1].map((days) => spans(days, 100));
    expect(projectGrowth(facts(partitions, 1_000))).toEqual({ bytesPerDay: 100, daysToMark: 6 });
  });

  it("knows that what expires makes place", () => {
    const partitions = [3, 2, 1].map((days) => spans(days, 100));
    expect(projectGrowth(facts(partitions, 1_000, 5)).daysToMark).toBeNull();
  });

  it("takes a day without data for a day of none", () => {
    const answer = projectGrowth(facts([spans(4, 100), spans(1, 100)], 100_000));
    expect(answer.bytesPerDay).toBe(50);
  });

  it("sees that the mark is reached", () => {
    expect(projectGrowth(facts([spans(1, 950)], 1_000)).daysToMark).toBe(0);
  });

  it("takes the newest week of roll-ups for their growth", () => {
    const fromMs = today - 5 * dayMs;
    const week = { ...spans(5, 550), table: "red_1m", toMs: fromMs + 7 * dayMs };
    expect(projectGrowth(facts([spans(1, 100), week], 100_000)).bytesPerDay).toBe(200);
  });
});
