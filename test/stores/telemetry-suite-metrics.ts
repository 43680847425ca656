import { beforeAll, describe, expect, it } from "vitest";
import { metricBlocks } from "./telemetry-samples.ts";
import type { SampleMetric, SamplePoint } from "./telemetry-samples.ts";
import type { StoreAccess } from "./telemetry-suite.ts";

const minuteMs = 60_000;
const baseMs = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 6 * 3_600_000;
const range = { fromMs: baseMs, toMs: baseMs + 10 * minuteMs };
const delta = { aggregationTemporality: 1 };
const cumulative = { aggregationTemporality: 2 };

function every(
  stepMs: number,
  count: number,
  point: (index: number) => Partial<SamplePoint>,
): SamplePoint[] {
  return Array.from({ length: count }, (_, index) => ({
    timeMs: baseMs + index * stepMs,
    data: {},
    ...point(index),
  }));
}

// Two pods count 6 and 12 requests a minute; pod b restarts after 5 minutes.
function counterMetrics(): SampleMetric[] {
  const counter = (
    pod: string,
    value: (index: number) => number,
    startMs: (index: number) => number,
  ): SampleMetric => ({
    service: "shop",
    name: "requests",
    kind: "sum",
    shape: { ...cumulative, isMonotonic: true },
    resource: { "k8s.pod.name": pod },
    points: every(15_000, 41, (index) => ({
      startMs: startMs(index),
      attributes: { route: "/cart" },
      data: { asDouble: value(index) },
    })),
  });
  const before = baseMs - 3_600_000;
  const restart = 20;
  return [
    counter(
      "a",
      (index) => 1000 + index * 1.5,
      () => before,
    ),
    counter(
      "b",
      (index) => (index < restart ? 5000 + index * 3 : (index - restart + 1) * 3),
      (index) => (index < restart ? before : baseMs + (restart - 1) * 15_000),
    ),
  ];
}

function gaugeMetrics(): SampleMetric[] {
  return ["a", "b", "c"].map((disk, at) => ({
    service: "shop",
    name: "disk.used",
    kind: "gauge" as const,
    unit: "By",
    points: every(15_000, 40, (index) => ({
      attributes: { disk },
      data: at === 2 ? { asInt: "7" } : { asDouble: index + at * 100 },
    })),
  }));
}

function histogramMetrics(): SampleMetric[] {
  const bounds = [10, 20, 40];
  const shared = { service: "shop", kind: "histogram" as const };
  return [
    {
      ...shared,
      name: "latency.delta",
      shape: delta,
      points: every(minuteMs, 10, (index) => ({
        startMs: baseMs + (index - 1) * minuteMs,
        data: { count: "10", sum: 150, bucketCounts: ["2", "6", "2", "0"], explicitBounds: bounds },
      })),
    },
    {
      ...shared,
      name: "latency.cumulative",
      shape: cumulative,
      points: every(minuteMs, 10, (index) => ({
        startMs: baseMs - 3_600_000,
        data: {
          count: String(100 + index * 10),
          sum: 1000 + index * 150,
          bucketCounts: [100 + index * 2, index * 6, index * 2, 0].map(String),
          explicitBounds: bounds,
        },
      })),
    },
  ];
}

// Scale changes from 1 to 0 midway: the same observations, 10 a minute between 4 and 16.
function exponentialMetric(): SampleMetric {
  return {
    service: "shop",
    name: "latency.exponential",
    kind: "exponentialHistogram",
    shape: cumulative,
    points: every(minuteMs, 10, (index) => {
      const fine = index < 5;
      const n = index + 1;
      const bucketCounts = fine ? [5 * n, 0, 0, 5 * n] : [5 * n, 5 * n];
      return {
        startMs: baseMs - 3_600_000,
        data: {
          count: String(10 * n),
          sum: 100 * n,
          scale: fine ? 1 : 0,
          zeroCount: "0",
          positive: { offset: fine ? 4 : 2, bucketCounts: bucketCounts.map(String) },
        },
      };
    }),
  };
}

const summary: SampleMetric = {
  service: "shop",
  name: "old.summary",
  kind: "summary",
  points: every(minuteMs, 10, (index) => ({
    startMs: baseMs - 3_600_000,
    data: { count: String(index * 4), sum: index * 8, quantileValues: [] },
  })),
};

/** Catalogue, series and windows of metrics. */
export function describeMetrics(access: StoreAccess): void {
  describe("metrics", () => {
    beforeAll(async () => {
      const metrics = [...counterMetrics(), ...gaugeMetrics(), ...histogramMetrics()];
      await access.store().append(metricBlocks([...metrics, exponentialMetric(), summary]));
      expect(await access.store().drain(30_000)).toBe(true);
    });

    it("lists metrics page by page", async () => {
      const { queries } = access.store();
      const first = await queries.metricCatalog({ service: "shop", limit: 4 });
      const second = await queries.metricCatalog({ service: "shop", cursor: first.nextCursor });
      const all = [...first.metrics, ...second.metrics];
      expect(all.map((metric) => [metric.metric, metric.type])).toEqual([
        ["disk.used", "gauge"],
        ["latency.cumulative", "histogram"],
        ["latency.delta", "histogram"],
        ["latency.exponential", "exp_histogram"],
        ["old.summary", "summary"],
        ["requests", "sum"],
      ]);
      expect(all[0]).toMatchObject({ unit: "By", services: ["shop"], firstSeenMs: baseMs });
      expect(all[5]).toMatchObject({ temporality: "cumulative", isMonotonic: true });
      const keys = await queries.metricAttributeKeys({ ...range, metric: "requests" });
      expect(keys.map((key) => key.name)).toContain("resource.k8s.pod.name");
    });

    it.each([
      ["avg", [1.5, 101.5, 7]],
      ["min", [0, 100, 7]],
      ["max", [3, 103, 7]],
      ["last", [3, 103, 7]],
    ] as const)("aggregates gauges: %s", async (aggregation, expected) => {
      const args = { ...range, metric: "disk.used", groupBy: ["disk"], stepMs: minuteMs };
      const answer = await access.store().queries.metricSeries({ ...args, aggregation });
      const byDisk = new Map(answer.series.map((line) => [line.labels["disk"], line.points]));
      expect(["a", "b", "c"].map((disk) => byDisk.get(disk)?.[0])).toEqual(
        expected.map((value) => [baseMs, value]),
      );
      expect(byDisk.get("a")).toHaveLength(10);
    });

    it("sums the last values of all series and hides the lightest", async () => {
      const { queries } = access.store();
      const args = { ...range, metric: "disk.used", stepMs: minuteMs };
      const sum = await queries.metricSeries({ ...args, aggregation: "sum" });
      expect(sum.series[0]?.points[0]).toEqual([baseMs, 3 + 103 + 7]);
      const top = await queries.metricSeries({
        ...args,
        aggregation: "avg",
        groupBy: ["disk"],
        limitSeries: 1,
      });
      expect(top.series.map((line) => line.labels)).toEqual([{ disk: "b" }]);
      expect(top.hiddenSeries).toBe(2);
    });

    it("computes rates of counters through a restart", async () => {
      const { queries } = access.store();
      const args = {
        ...range,
        metric: "requests",
        stepMs: minuteMs,
        groupBy: ["resource.k8s.pod.name"],
      };
      const answer = await queries.metricSeries({ ...args, aggregation: "rate" });
      for (const line of answer.series) {
        const expected = line.labels["resource.k8s.pod.name"] === "a" ? 0.1 : 0.2;
        for (const [timeMs, value] of line.points.slice(1)) {
          expect(value, `at ${timeMs - baseMs}`).toBeCloseTo(expected, 9);
        }
      }
      expect(answer.series).toHaveLength(2);
    });

    it("shows the true rate when the step is shorter than the export interval", async () => {
      const args = { ...range, metric: "requests", stepMs: 1_000, aggregation: "rate" as const };
      const answer = await access.store().queries.metricSeries(args);
      const values = answer.series[0]?.points.slice(1).map(([, value]) => value);
      expect(values?.length).toBeGreaterThan(30);
      for (const value of values ?? []) expect(value).toBeCloseTo(0.3, 9);
    });

    it("gives one increase per group in a rule window", async () => {
      const window = { fromMs: baseMs, toMs: baseMs + 10 * minuteMs };
      const args = { ...window, metric: "requests", aggregation: "increase" as const };
      const answer = await access.store().queries.aggregateMetric({
        ...args,
        groupBy: ["route"],
        filters: [{ key: "route", op: "=", value: "/cart" }],
      });
      expect(answer.groups).toEqual([{ labels: { route: "/cart" }, value: 180, samples: 80 }]);
    });

    it.each(["latency.delta", "latency.cumulative"])("reads histogram %s", async (metric) => {
      const { queries } = access.store();
      const window = { fromMs: baseMs, toMs: baseMs + 5 * minuteMs };
      const read = async (aggregation: "p50" | "p95" | "avg" | "count" | "rate") =>
        (await queries.aggregateMetric({ ...window, metric, aggregation })).groups[0]?.value;
      expect(await read("count")).toBe(50);
      expect(await read("avg")).toBeCloseTo(15, 9);
      expect(await read("rate")).toBeCloseTo(50 / 300, 9);
      expect(await read("p50")).toBeCloseTo(15, 9);
      expect(await read("p95")).toBeCloseTo(35, 9);
    });

    it("reads exponential histograms through a change of scale", async () => {
      const window = { fromMs: baseMs, toMs: baseMs + 9 * minuteMs };
      const args = { ...window, metric: "latency.exponential" };
      const { queries } = access.store();
      const p50 = await queries.aggregateMetric({ ...args, aggregation: "p50" });
      expect(p50.groups[0]?.value).toBeCloseTo(8, 9);
      const p95 = await queries.aggregateMetric({ ...args, aggregation: "p95" });
      expect(p95.groups[0]?.value).toBeGreaterThan(14);
      expect(p95.groups[0]?.value).toBeLessThanOrEqual(16);
      const count = await queries.aggregateMetric({ ...args, aggregation: "count" });
      expect(count.groups[0]?.value).toBe(90);
    });

    it("reads summaries and says what they cannot tell", async () => {
      const { queries } = access.store();
      const args = { ...range, metric: "old.summary" };
      const avg = await queries.aggregateMetric({ ...args, aggregation: "avg" });
      expect(avg.groups[0]?.value).toBe(2);
      await expect(queries.aggregateMetric({ ...args, aggregation: "p95" })).rejects.toMatchObject({
        code: "bad_query",
      });
      await expect(
        queries.aggregateMetric({ ...range, metric: "disk.used", aggregation: "p95" }),
      ).rejects.toMatchObject({ code: "bad_query" });
    });

    it("answers for an unknown metric with no series", async () => {
      const args = { ...range, metric: "nope", aggregation: "avg" as const };
      const answer = await access.store().queries.metricSeries({ ...args, stepMs: minuteMs });
      expect(answer.series).toEqual([]);
    });
  });
}
