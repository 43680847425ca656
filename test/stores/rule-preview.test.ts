import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AnomalyRule, ForecastRule, Signal } from "@headroom/alerting";
import { createBatchBuilder } from "@headroom/otlp";
import { openTelemetryStore, type TelemetryStore } from "@headroom/telemetry-store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLessonCache, type LessonReader } from "../../apps/server/src/rules/lesson-cache.ts";
import { previewRule } from "../../apps/server/src/rules/preview-rule.ts";
import { readSignalBand } from "../../apps/server/src/rules/read-signal-band.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const nowMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;

let directory = "";
let store: TelemetryStore;
let readLesson: LessonReader;

/** The daily swing, the same before now whatever the hour is at which the test runs. */
const trueSwingAt = (timeMs: number): number =>
  50 + 20 * Math.sin((2 * Math.PI * (timeMs - nowMs)) / DAY_MS);

/** Seven days of a daily swing by pod, from 3 h before now on for 30 min far above it. */
function swingAt(pod: string, timeMs: number): number {
  const isFaulty = pod === "a" && timeMs > nowMs - 3 * HOUR_MS && timeMs <= nowMs - 2.5 * HOUR_MS;
  const beforeMs = nowMs - timeMs;
  const noise = Math.sin(beforeMs / 7_777) + Math.sin(beforeMs / 33_331);
  return trueSwingAt(timeMs) + noise + (isFaulty ? 60 : 0);
}

/** A leak for three hours, with the sawtooth of a collector: 40 an hour, 200 now. */
function leakAt(timeMs: number): number {
  return 200 - (40 * (nowMs - timeMs)) / HOUR_MS - 4 * (((nowMs - timeMs) / MINUTE_MS) % 7);
}

function gauge(
  name: string,
  pod: string,
  times: readonly number[],
  valueAt: (ms: number) => number,
) {
  const attributes = [{ key: "pod", value: { stringValue: pod } }];
  const dataPoints = times.map((ms) => ({
    timeUnixNano: `${ms}000000`,
    asDouble: valueAt(ms),
    attributes,
  }));
  return { name, unit: "MBy", gauge: { dataPoints } };
}

const every = (lengthMs: number, stepMs: number): number[] =>
  Array.from({ length: lengthMs / stepMs }, (_, k) => nowMs - k * stepMs).toReversed();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "headroom-preview-"));
  store = await openTelemetryStore({
    kind: "embedded",
    directory: join(directory, "data"),
    spoolDirectory: join(directory, "spool"),
    maxMemoryBytes: 1024 ** 3,
  });
  const builder = createBatchBuilder();
  const week = every(7 * DAY_MS, MINUTE_MS);
  const metrics = [
    ...["a", "b"].map((pod) => gauge("load", pod, week, (ms) => swingAt(pod, ms))),
    gauge("heap", "a", every(3 * HOUR_MS, MINUTE_MS), leakAt),
    gauge("heap.limit", "a", every(3 * HOUR_MS, MINUTE_MS), () => 280),
    gauge("young", "a", every(20 * MINUTE_MS, MINUTE_MS), () => 1),
  ];
  const body = { resourceMetrics: [{ scopeMetrics: [{ metrics }] }] };
  builder.addMetrics(new TextEncoder().encode(JSON.stringify(body)), "json");
  await store.append(builder.takeBlocks());
  await store.drain(30_000);
  readLesson = createLessonCache(store.queries, Date.now);
});

afterAll(async () => {
  await store?.close();
  await rm(directory, { recursive: true, force: true });
});

const signal = (metric: string, groupBy: readonly string[] = []): Signal => ({
  type: "metric",
  metric,
  aggregation: "avg",
  filters: [],
  groupBy,
});

const base = {
  name: "r",
  description: "",
  enabled: true,
  windowMs: MINUTE_MS,
  intervalMs: MINUTE_MS,
  evalDelayMs: 0,
  forMs: 0,
  keepFiringForMs: 0,
  noData: "hold",
  severity: "warning",
  labels: {},
  annotations: {},
  channelIds: [],
  escalationPolicyId: null,
} as const;

const anomaly = (metric: string): AnomalyRule => ({
  ...base,
  kind: "anomaly",
  signal: signal(metric, ["pod"]),
  condition: {
    direction: "both",
    sensitivity: 0.5,
    triggerWindowMs: 5 * MINUTE_MS,
    triggerShare: 0.6,
    repeats: "quiet",
  },
});

const forecast = (limit: ForecastRule["condition"]["limit"]): ForecastRule => ({
  ...base,
  kind: "forecast",
  signal: signal("heap", ["pod"]),
  condition: { comparison: "above", limit, horizonMs: 3 * HOUR_MS, probability: 0.5 },
});

const sixHours = { fromMs: nowMs - 6 * HOUR_MS, toMs: nowMs };

describe("the preview of an anomaly rule", () => {
  it("draws the band of each group and fires where the live rule would have", async () => {
    const preview = await previewRule(store.queries, anomaly("load"), sixHours, readLesson);
    expect(preview).toMatchObject({ threshold: null, hiddenSeries: 0, note: null, episodes: 1 });
    const [a, b] = ["a", "b"].map((pod) =>
      preview.series.find(({ labels }) => labels["pod"] === pod),
    );
    const [only] = a?.firing ?? [];
    expect(Date.parse(only?.from ?? "") - (nowMs - 3 * HOUR_MS)).toBeLessThanOrEqual(5 * MINUTE_MS);
    expect(b).toMatchObject({ status: "ready", firing: [] });
    expect(b?.sentence).toContain("within the usual range");
    expect(b?.band).toHaveLength(361);
    for (const [ms, lower, expected, upper] of b?.band ?? []) {
      expect(Math.abs(expected - trueSwingAt(ms))).toBeLessThan(6);
      expect(upper - lower).toBeLessThan(15);
    }
  });

  it("says that it is learning where the past is short", async () => {
    const { series, episodes } = await previewRule(
      store.queries,
      anomaly("young"),
      sixHours,
      readLesson,
    );
    expect(episodes).toBe(0);
    expect(series[0]).toMatchObject({ status: "learning", band: [] });
    expect(series[0]?.sentence).toMatch(/^\d+ of 60 values; ready in \d+ min\.$/);
  });
});

describe("the preview of a forecast rule", () => {
  it.each([
    ["a constant limit", { type: "constant", value: 280 }, 280],
    ["a measured limit", { type: "signal", signal: signal("heap.limit", ["pod"]) }, null],
  ] as const)("sees a leak reach %s two hours ahead", async (_, limit, threshold) => {
    const preview = await previewRule(store.queries, forecast(limit), sixHours, readLesson);
    const [heap] = preview.series;
    expect(preview).toMatchObject({ threshold, unit: "MBy", episodes: 1 });
    expect(heap).toMatchObject({ status: "ready", band: [] });
    expect(heap?.sentence).toMatch(/ and will reach 280 MB in (1 h [3-5]\d|2 h( [1-3]?\d)?) min/);
    expect(heap?.limit.at(-1)).toEqual([nowMs + 3 * HOUR_MS, 280]);
    const drawn = heap?.forecast ?? [];
    expect(drawn.length).toBeGreaterThan(30);
    expect(drawn.length).toBeLessThanOrEqual(302);
    expect(drawn.every(([, p10, p50, p90]) => p10 <= p50 && p50 <= p90)).toBe(true);
    const [fired] = heap?.firing ?? [];
    // Known as soon as the horizon reaches it, not only at the end.
    expect(Date.parse(fired?.from ?? "")).toBeLessThan(nowMs - 10 * MINUTE_MS);
  });
});

describe("the band of a signal", () => {
  it("is there for any signal and step, and marks what was unusual", async () => {
    const request = { signal: signal("load", ["pod"]), range: sixHours, sensitivity: 0.5 };
    const band = await readSignalBand(store.queries, { ...request, stepSeconds: 120 }, readLesson);
    expect(band).toMatchObject({ stepSeconds: 120, unit: "MBy", hiddenSeries: 0 });
    const a = band.series.find(({ labels }) => labels["pod"] === "a");
    expect(a).toMatchObject({ status: "ready" });
    expect(a?.points).toHaveLength(180);
    const times = a?.anomalies.map(({ at }) => Date.parse(at)) ?? [];
    const isFaulty = (ms: number) => ms >= nowMs - 3 * HOUR_MS && ms < nowMs - 2.4 * HOUR_MS;
    expect(times.filter(isFaulty).length).toBeGreaterThanOrEqual(5);
    expect(times.length).toBeLessThan(30);
    const none = await readSignalBand(
      store.queries,
      { ...request, signal: signal("nothing") },
      readLesson,
    );
    expect(none).toMatchObject({ series: [], hiddenSeries: 0 });
  });

  it("refuses what can't be read", async () => {
    const logs: Signal = { ...signal("load"), aggregation: "p95" } as Signal;
    const request = { signal: logs, range: sixHours, sensitivity: 0.5 };
    await expect(readSignalBand(store.queries, request, readLesson)).rejects.toMatchObject({
      code: "invalid_request",
    });
  });
});
