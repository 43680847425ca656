import { describe, expect, it } from "vitest";
import type { RedPoint, ServiceMetricSeries } from "@headroom/telemetry-store";
import { gatherFacts, newVersions, type IncidentReadings } from "./incident-facts.ts";
import { findOnset, reachOf, scopeIncident, serviceOfIncident } from "./incident-scope.ts";
import { measureSaturation, saturationLimitOf } from "./saturation.ts";

const minuteMs = 60_000;
const stepMs = 30_000;
const openedMs = 20_000 * 86_400_000;
const nowMs = openedMs + 5 * minuteMs;
const incident = { openedMs, resolvedMs: null, labels: {}, noticeMs: minuteMs };
const scope = scopeIncident(incident, undefined, nowMs);
const steps = { fromMs: scope.baseline.fromMs, toMs: scope.window.toMs, stepMs };
const times = Array.from(
  { length: (steps.toMs - steps.fromMs) / stepMs },
  (_, at) => steps.fromMs + at * stepMs,
);

/** Values that jitter around one level before the window and around another in it. */
const levels = (before: number, during: number): [number, number][] =>
  times.map((timeMs, at) => [
    timeMs,
    (timeMs < scope.window.fromMs ? before : during) * (1 + ((at * 7) % 5) / 100),
  ]);

function redOf(service: string, latency: [number, number][]) {
  const points = latency.map(([timeMs, p95Ms]): RedPoint => ({
    timeMs,
    rate: 1,
    calls: 30,
    errors: 0,
    errorRatio: 0,
    avgMs: p95Ms / 2,
    maxMs: p95Ms,
    p50Ms: p95Ms,
    p95Ms,
    p99Ms: p95Ms,
  }));
  return { service, points };
}

const none: IncidentReadings = {
  red: { stepMs, services: [], leftOut: 0 },
  own: [],
  metrics: { series: [], leftOut: 0 },
  errors: [],
  errorPlaces: [],
  versions: { versions: [], fromMs: 0 },
  calls: { edges: [], oneIn: 1 },
  target: undefined,
};

describe("the scope of an incident", () => {
  it("begins before it opened as long as its rule may take to notice, 2 to 10 minutes", () => {
    const before = (noticeMs: number) =>
      openedMs - scopeIncident({ ...incident, noticeMs }, undefined, nowMs).window.fromMs;
    expect([0, minuteMs, 3 * minuteMs, 60 * minuteMs].map(before)).toEqual(
      [2, 2, 6, 10].map((minutes) => minutes * minuteMs),
    );
    expect(scope.baseline).toEqual({
      fromMs: scope.window.fromMs - 60 * minuteMs,
      toMs: scope.window.fromMs,
    });
  });

  it("ends when it was resolved, or half an hour after it opened", () => {
    const later = openedMs + 5 * 60 * minuteMs;
    const endOf = (resolvedMs: number | null) =>
      scopeIncident({ ...incident, resolvedMs }, undefined, later).window.toMs - openedMs;
    expect(endOf(null)).toBe(30 * minuteMs);
    expect(endOf(openedMs + 4 * minuteMs)).toBe(4 * minuteMs);
  });

  it("begins where its series jumped, and never outside of what was read", () => {
    const reach = reachOf(incident, nowMs);
    const onsetMs = openedMs - 20 * minuteMs;
    const points = Array.from({ length: (reach.toMs - reach.fromMs) / stepMs }, (_, at) => {
      const timeMs = reach.fromMs + at * stepMs;
      return { timeMs, value: (timeMs < onsetMs ? 50 : 400) + ((at * 7) % 11) };
    });
    const found = findOnset(points, stepMs, incident);
    expect(Math.abs((found ?? 0) - onsetMs)).toBeLessThanOrEqual(stepMs);
    const { baseline } = scopeIncident(incident, found, nowMs);
    expect(baseline.fromMs).toBeGreaterThanOrEqual(reach.fromMs);
  });

  it("has no onset where nothing jumped", () => {
    const points = times.map((timeMs, at) => ({ timeMs, value: 50 + ((at * 7) % 11) }));
    expect(findOnset(points, stepMs, incident)).toBeUndefined();
  });

  it.each([
    [{ "service.name": "a", service: "b" }, "a"],
    [{ service: "b" }, "b"],
    [{ service: "" }, "c"],
    [{}, "c"],
  ])("belongs by %j to %s", (labels, service) => {
    const signal = { type: "red", measure: "p95", service: "c", groupBy: [] } as const;
    expect(serviceOfIncident({ ...incident, labels }, signal)).toBe(service);
    expect(serviceOfIncident({ ...incident, labels: {} }, undefined)).toBeUndefined();
  });
});

describe("facts about an incident", () => {
  const kinds = (readings: Partial<IncidentReadings>) =>
    gatherFacts({ ...none, ...readings }, scope, steps, "web").degradations.map(
      ({ service, signal }) => `${service} ${signal}`,
    );

  it("hold what got slower", () => {
    const services = [redOf("web", levels(50, 500)), redOf("pay", levels(50, 52))];
    expect(kinds({ red: { stepMs, services, leftOut: 0 } })).toEqual(["web latency"]);
  });

  it.each([
    ["most of the delay", 200, ["web latency", "web own-time"]],
    ["a little of it", 12, ["web latency"]],
  ])("hold own time that is %s", (_name, ownMs, expected) => {
    const red = { stepMs, services: [redOf("web", levels(50, 500))], leftOut: 0 };
    expect(kinds({ red, own: [{ service: "web", points: levels(5, ownMs) }] })).toEqual(expected);
  });

  it("correlate with the other services, and only what got worse with it", () => {
    const swing = (at: number): number => Math.sin(at / 2) + Math.sin(at * 1.7);
    const wave = (sign: number): [number, number][] =>
      times.map((timeMs, at) => [timeMs, 100 + sign * 20 * swing(at)]);
    const services = [redOf("web", wave(1)), redOf("pay", wave(1)), redOf("bank", wave(-1))];
    const points = wave(1).map(([timeMs, value]) => ({ timeMs, value }));
    const signal = { type: "red", measure: "p95", service: "web", groupBy: [] } as const;
    const { correlations } = gatherFacts(
      { ...none, red: { stepMs, services, leftOut: 0 }, target: { signal, points } },
      scope,
      steps,
      "web",
    );
    expect([...new Set(correlations.map(({ service }) => service))]).toEqual(["pay"]);
  });

  it("hold versions that were not there from the start", () => {
    const versions = [
      { service: "web", version: "2", firstSeenMs: 900 },
      { service: "web", version: "1", firstSeenMs: 101 },
      { service: "pay", version: "1", firstSeenMs: 500 },
    ];
    expect(newVersions({ versions, fromMs: 100 })).toEqual([versions[0]]);
  });
});

describe("short resources", () => {
  const series = (metric: string, before: number, during: number): ServiceMetricSeries => ({
    service: "pay",
    metric,
    unit: "1",
    aggregation: "avg",
    points: levels(before, during),
  });
  const measured = (all: ServiceMetricSeries[]) =>
    measureSaturation(all, scope.baseline, scope.window).map(({ sentence }) => sentence);

  it.each([
    ["process.cpu.utilization", 0.01, 0.05, false],
    ["process.cpu.utilization", 0.1, 0.9, true],
    ["db.client.connection.pending_requests", 0, 3, true],
    ["jobs.queue.size", 10, 400, true],
    ["jobs.queue.size", 400, 10, false],
    ["orders.placed", 1, 40, false],
    ["v8js.memory.heap.used", 1e8, 1.3e8, false],
    ["v8js.memory.heap.used", 1e8, 3e8, true],
  ])("%s from %d to %d: %s", (metric, before, during, isShort) => {
    expect(measured([series(metric, before, during)])).toHaveLength(isShort ? 1 : 0);
  });

  it("are told once for each service, by the metric that rose most", () => {
    const [only, ...more] = measured([
      series("process.cpu.utilization", 0.1, 0.6),
      series("jobs.queue.size", 10, 900),
    ]);
    expect(more).toEqual([]);
    expect(only).toContain("jobs.queue.size");
  });

  it("are no jobs that are done", () => {
    const state = (value: string) => ({ key: "state", value });
    const of = (value: string) =>
      saturationLimitOf({ metric: "queue.jobs", aggregation: "sum", state: state(value) });
    expect(of("waiting")).toBeDefined();
    expect(of("completed")).toBeUndefined();
  });
});
