import { describe, expect, it } from "vitest";
import { sumStoredDays } from "./stored-days";

const DAY_MS = 86_400_000;
const nowMs = Date.parse("2026-11-21T12:00:00Z");
const table = { keepDays: 14, rows: 1, bytes: 1, parts: 1 };

describe("stored days", () => {
  it("sums the tables of a signal and spreads weeks over the days that have begun", () => {
    const answer = sumStoredDays(
      [
        { ...table, table: "metrics_number", signal: "metrics", days: [day("2026-11-20", 1, 10)] },
        { ...table, table: "metrics_summary", signal: "metrics", days: [day("2026-11-20", 1, 5)] },
        { ...table, table: "red_1m", signal: "rollups", days: [day("2026-11-16", 7, 60)] },
      ],
      nowMs,
    );
    expect(answer.fromMs).toBe(Date.parse("2026-11-16"));
    expect(answer.toMs).toBe(Date.parse("2026-11-22"));
    const valuesOf = (id: string) =>
      answer.series.find((each) => each.id === id)?.points.map(([, value]) => value);
    expect(valuesOf("metrics")).toEqual([0, 0, 0, 0, 15, 0]);
    expect(valuesOf("rollups")).toEqual([10, 10, 10, 10, 10, 10]);
  });

  it("has an empty day where nothing is stored", () => {
    expect(sumStoredDays([], nowMs)).toEqual({ series: [], fromMs: nowMs - DAY_MS, toMs: nowMs });
  });
});

function day(date: string, days: number, bytes: number) {
  return { day: date, days, rows: 1, bytes };
}
