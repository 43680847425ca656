import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseIncident, createTimeline, incidentAt, momentAt, stepsBetween } from "./timeline.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW_MS = Date.UTC(2026, 10, 20, 23, 31, 17);
const times = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) });
const lengths = fc.integer({ min: 1, max: 35 * 24 }).map((hours) => hours * HOUR_MS);
const offsets = fc.integer({ min: -12, max: 14 }).map((hours) => hours * 60);

describe("createTimeline", () => {
  it("ends at the last whole minute and is as long as asked", () => {
    const timeline = createTimeline(NOW_MS, 14 * DAY_MS, 0);
    expect(timeline.endMs).toBe(Date.UTC(2026, 10, 20, 23, 31));
    expect(timeline.endMs - timeline.startMs).toBe(14 * DAY_MS);
  });
});

describe("chooseIncident", () => {
  it("lies inside the timeline, whatever its length and zone", () => {
    fc.assert(
      fc.property(times, lengths, offsets, (endMs, lengthMs, offset) => {
        const incident = chooseIncident(endMs - lengthMs, endMs, offset);
        expect(incident.startMs).toBeGreaterThanOrEqual(endMs - lengthMs);
        expect(incident.endMs).toBeLessThanOrEqual(endMs);
        expect(incident.endMs).toBeGreaterThan(incident.startMs);
      }),
      // Two days that end on a Monday: the day of the incident is a Saturday, and Friday lies before the start.
      { examples: [[Date.UTC(2024, 0, 1), 2 * DAY_MS, 0]] },
    );
  });

  it("falls on a working day at 14:10 local time for two weeks", () => {
    fc.assert(
      fc.property(times, offsets, (endMs, offset) => {
        const local = new Date(
          chooseIncident(endMs - 14 * DAY_MS, endMs, offset).startMs + offset * 60_000,
        );
        expect([1, 2, 3, 4, 5]).toContain(local.getUTCDay());
        expect([local.getUTCHours(), local.getUTCMinutes()]).toEqual([14, 10]);
      }),
    );
  });
});

describe("incidentAt", () => {
  const incident = { startMs: 1_000, endMs: 2_000 };

  it("rises over the first fifth, holds, and ends at once", () => {
    expect(
      [999, 1_000, 1_100, 1_200, 1_999, 2_000].map((timeMs) => incidentAt(timeMs, incident)),
    ).toEqual([0, 0, 0.5, 1, 1, 0]);
  });
});

describe("momentAt", () => {
  it("shows growth: the same hour is busier a week later", () => {
    const timeline = createTimeline(NOW_MS, 14 * DAY_MS, 0);
    const before = momentAt(timeline.endMs - 8 * DAY_MS, timeline).requestsPerSecond;
    const after = momentAt(timeline.endMs - DAY_MS, timeline).requestsPerSecond;
    expect(after / before).toBeCloseTo(1.035, 6);
  });
});

describe("stepsBetween", () => {
  it("includes the start and leaves out the end", () => {
    expect([...stepsBetween(0, 180, 60)]).toEqual([0, 60, 120]);
  });
});
