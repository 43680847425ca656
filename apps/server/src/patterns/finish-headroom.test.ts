import type { Headroom } from "@headroom/patterns";
import { describe, expect, it } from "vitest";
import { finishHeadroom, type Future } from "./finish-headroom.ts";
import type { StoredForecast } from "./stored-forms.ts";

const hourMs = 3_600_000;
const nowMs = 1_800_000_000_000;
const none: Future = {
  nowMs,
  load: undefined,
  peak: undefined,
  own: undefined,
  line: undefined,
};

function headroom(changes: Partial<Headroom> = {}): Headroom {
  return {
    patternId: "P33",
    resource: "pool-connections",
    subject: "orders",
    unit: "{connection}",
    limit: 10,
    limitFrom: "telemetry",
    usedNow: 4,
    usedAtPeak: 8,
    headroomPercent: 20,
    model: "little",
    refusal: null,
    usedPoints: [
      { atMs: nowMs - hourMs, value: 3 },
      { atMs: nowMs, value: Number.NaN },
    ],
    calculation: "as sized",
    inputs: [],
    ...changes,
  };
}

/** Hourly p50 from `start` on, `perHour` more each hour, with bands of one above and below. */
function forecast(start: number, perHour: number): StoredForecast {
  return {
    status: "ready",
    history: [],
    quantiles: Array.from({ length: 24 * 14 }, (_, hour) => {
      const p50 = start + perHour * (hour + 1);
      return [nowMs + (hour + 1) * hourMs, p50 - 1, p50, p50 + 1] as const;
    }),
    method: "made up",
    error: "Off by 3 %.",
    reasons: [],
  };
}

const peak = { nowPerS: 2, peakPerS: 4, atMs: nowMs + 12 * hourMs };
const finish = (one: Headroom, future: Partial<Future>) =>
  finishHeadroom("shop", one, { ...none, ...future });

describe("finishHeadroom", () => {
  it("keeps what was sized where nothing is forecast", () => {
    const { resource, use } = finish(headroom(), { peak });
    expect(use).toBeUndefined();
    expect(resource).toMatchObject({
      service: "shop",
      status: "ready",
      usedAtPeak: 8,
      headroomPercent: 20,
      exhaustion: null,
      calculation: "as sized",
      used: [
        [nowMs - hourMs, 3],
        [nowMs, null],
      ],
    });
  });

  it("dates what fills up by the forecast of its own use", () => {
    const heap = headroom({ model: "growth", resource: "heap" });
    const { resource } = finish(heap, { own: forecast(4, 0.1), peak });
    // 4 + 0.1 · hours reaches 10 after 60 hours; p90 is one higher, p10 one lower.
    const hoursTo = (iso: string | null | undefined) => (Date.parse(iso ?? "") - nowMs) / hourMs;
    expect(hoursTo(resource.exhaustion?.p10At)).toBeCloseTo(50, 3);
    expect(hoursTo(resource.exhaustion?.p50At)).toBeCloseTo(60, 3);
    expect(hoursTo(resource.exhaustion?.p90At)).toBeCloseTo(70, 3);
    expect(resource.usedAtPeak).toBeCloseTo(5.2, 6);
    expect(resource.headroomPercent).toBeCloseTo(48, 6);
    expect(resource.peakAt).toBe(new Date(peak.atMs).toISOString());
  });

  it("takes the load where that reaches higher, in proportion without a line", () => {
    const future = { own: forecast(1, 0), load: forecast(2, 0.01), peak };
    const { resource, use } = finish(headroom(), future);
    expect(use?.byLoad).toEqual({ base: 0, perRequest: 2 });
    expect(resource.exhaustion?.method).toContain("proportion");
  });

  it("follows the line of the last week through what is used now", () => {
    const line = { base: 3, perRequest: 0.25, points: [] };
    const { resource, use } = finish(headroom(), { load: forecast(2, 0), peak, line });
    // At the load of now the line says 3.5; 0.5 more are used.
    expect(use?.byLoad).toEqual({ base: 3.5, perRequest: 0.25 });
    expect(resource.usedAtPeak).toBeCloseTo(4.5, 6);
    expect(resource.headroomPercent).toBeCloseTo(55, 6);
  });

  it("knows a peak without any load where the use itself has a past", () => {
    const sized = headroom({ refusal: "no-forecast", usedAtPeak: null, headroomPercent: null });
    const { resource } = finish(sized, { own: forecast(4, 0.01) });
    expect(resource.status).toBe("ready");
    expect(resource.usedAtPeak).toBeCloseTo(4 + 0.01 * 24 * 7, 6);
    const waiting = finish(sized, {}).resource;
    expect(waiting).toMatchObject({ status: "learning", headroomPercent: null, peakAt: null });
    expect(waiting.advice).toContain("Learning");
  });

  it("gives no date without a limit", () => {
    const sized = headroom({ limit: null, limitFrom: null, refusal: "no-limit", usedAtPeak: null });
    const { resource } = finish(sized, { own: forecast(4, 1), peak });
    expect(resource).toMatchObject({ status: "refused", exhaustion: null, headroomPercent: null });
    expect(resource.advice).toContain("set it by hand");
  });
});
