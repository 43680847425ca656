import type { SeriesEvidence } from "@headroom/telemetry-store";
import { beforeAll, describe, expect, it } from "vitest";
import { logBlocks, metricBlocks, spanBlocks, spanIdOf, traceIdOf } from "./telemetry-samples.ts";
import type { SampleMetric, SamplePoint } from "./telemetry-samples.ts";
import type { StoreAccess } from "./telemetry-suite.ts";

const minuteMs = 60_000;
const service = "evidence-metrics";
const fromMs = Math.floor(Date.now() / minuteMs) * minuteMs - 90 * minuteMs;
const range = { service, fromMs, toMs: fromMs + 60 * minuteMs, stepMs: minuteMs, maxSeries: 100 };

function every(count: number, point: (index: number) => Omit<SamplePoint, "timeMs">) {
  return Array.from({ length: count }, (_, index): SamplePoint => ({
    timeMs: fromMs + index * 30_000,
    ...point(index),
  }));
}

const on = (instance: string) => ({ "service.instance.id": instance });

// Two values a minute: 2 and 4 on one instance; the other restarts with a new process id.
const gauges: readonly SampleMetric[] = [
  {
    service,
    name: "pool.used",
    kind: "sum",
    shape: { aggregationTemporality: 2, isMonotonic: false },
    resource: on("a"),
    points: every(120, (index) => ({
      attributes: { pool: "main", state: "used" },
      data: { asInt: String(index % 2 === 0 ? 2 : 4) },
    })),
  },
  ...["1", "2"].map((pid): SampleMetric => ({
    service,
    name: "heap.used",
    kind: "gauge",
    unit: "By",
    resource: { ...on("b"), "process.pid": pid },
    points: every(120, (index) => ({ data: { asDouble: index } })).filter(({ timeMs }) =>
      pid === "1" ? timeMs < fromMs + 30 * minuteMs : timeMs >= fromMs + 30 * minuteMs,
    ),
  })),
];

// 3 a minute; it begins before the range and restarts half-way.
const counters: readonly SampleMetric[] = [
  {
    service,
    name: "gets",
    kind: "sum",
    shape: { aggregationTemporality: 2, isMonotonic: true },
    resource: on("a"),
    points: Array.from({ length: 122 }, (_, index): SamplePoint => {
      const isNew = index >= 62;
      return {
        timeMs: fromMs + (index - 2) * 30_000,
        startMs: isNew ? fromMs + 59 * 30_000 : fromMs - 10 * minuteMs,
        attributes: { result: "hit" },
        data: { asDouble: isNew ? (index - 61) * 1.5 : 100 + index * 1.5 },
      };
    }),
  },
  {
    service,
    name: "gets.delta",
    kind: "sum",
    shape: { aggregationTemporality: 1, isMonotonic: true },
    resource: on("a"),
    points: every(120, (index) => ({
      startMs: fromMs + (index - 1) * 30_000,
      data: { asInt: "5" },
    })),
  },
];

const buckets = { explicitBounds: [10, 20, 40] };
const distributions: readonly SampleMetric[] = [
  {
    service,
    name: "use.time",
    kind: "histogram",
    unit: "ms",
    shape: { aggregationTemporality: 2 },
    resource: on("a"),
    points: every(120, (index) => ({
      startMs: fromMs - 60 * minuteMs,
      attributes: { pool: "main" },
      data: {
        ...buckets,
        count: String(100 + index * 10),
        sum: 1000 + index * 150,
        bucketCounts: [100 + index * 2, index * 6, index * 2, 0].map(String),
      },
    })),
  },
  {
    service,
    name: "use.exponential",
    kind: "exponentialHistogram",
    shape: { aggregationTemporality: 1 },
    resource: on("a"),
    points: every(4, (index) => ({
      startMs: fromMs + (index - 1) * 30_000,
      data: {
        count: "10",
        sum: 100,
        scale: index < 2 ? 1 : 0,
        zeroCount: "0",
        positive: {
          offset: index < 2 ? 4 : 2,
          bucketCounts: index < 2 ? ["5", "0", "0", "5"] : ["5", "5"],
        },
      },
    })),
  },
  {
    service,
    name: "old.summary",
    kind: "summary",
    points: every(120, (index) => ({
      startMs: fromMs - 60 * minuteMs,
      data: { count: String(index * 4), sum: index * 8, quantileValues: [] },
    })),
  },
];

const ownResult: SampleMetric = {
  service: "evidence-silent",
  name: "headroom.pattern.score",
  scope: "headroom",
  kind: "gauge",
  points: [{ timeMs: fromMs, data: { asDouble: 1 } }],
};

/** Everything that the evidence of a service is made of but its spans. */
export function describeMetricEvidence(access: StoreAccess): void {
  describe("evidence from metrics and logs", () => {
    let series: ReadonlyMap<string, SeriesEvidence[]>;

    beforeAll(async () => {
      const metrics = [...gauges, ...counters, ...distributions, ownResult];
      const store = access.store();
      await store.append(metricBlocks(metrics));
      await store.append(
        logBlocks(
          ["HikariPool-1 - Connection is not available", "fine", "fine again"].map((body) => ({
            service,
            timeMs: fromMs + minuteMs,
            body,
            severity: 9,
            ...(body === "fine" ? { attributes: { "exception.type": "BrokenCircuit" } } : {}),
          })),
        ),
      );
      await store.append(
        spanBlocks(
          Array.from({ length: 60 }, (_, index) => ({
            service,
            name: "GET /",
            startMs: fromMs + index * minuteMs,
            durationMs: 5,
            traceId: traceIdOf(9_000 + index),
            spanId: spanIdOf(9_000 + index),
          })),
        ),
      );
      expect(await store.drain(30_000)).toBe(true);
      const names = await store.queries.metricNames({ service, fromMs });
      const found = await store.queries.seriesEvidence({ ...range, metrics: names });
      series = Map.groupBy(found, ({ metric }) => metric);
    });

    const single = (metric: string): SeriesEvidence | undefined => {
      expect(series.get(metric)).toHaveLength(1);
      return series.get(metric)?.[0];
    };

    it("lists the metrics of a service since a time", async () => {
      const { queries } = access.store();
      const names = await queries.metricNames({ service, fromMs });
      expect(names.map(({ metric, type, isMonotonic }) => [metric, type, isMonotonic])).toEqual([
        ["gets", "sum", true],
        ["gets.delta", "sum", true],
        ["heap.used", "gauge", false],
        ["old.summary", "summary", true],
        ["pool.used", "sum", false],
        ["use.exponential", "exp_histogram", true],
        ["use.time", "histogram", true],
      ]);
      const later = await queries.metricNames({ service, fromMs: fromMs + 61 * minuteMs });
      expect(later).toEqual([]);
    });

    it("reads up-down-counters as they are", () => {
      expect(single("pool.used")).toMatchObject({
        instrument: "up-down-counter",
        labels: { pool: "main", state: "used" },
        instanceId: "a",
        first: 2,
        last: 4,
        avg: 3,
        min: 2,
        max: 4,
        p95: 4,
      });
      const points = single("pool.used")?.points;
      expect(points).toHaveLength(60);
      expect(points?.[1]).toEqual({ atMs: fromMs + minuteMs, value: 3 });
    });

    it("joins the series of an instance that was restarted", () => {
      const heap = single("heap.used");
      expect(heap).toMatchObject({ instrument: "gauge", instanceId: "b", first: 0, last: 119 });
      expect(heap?.points).toHaveLength(60);
    });

    it("reads the increase of counters through a restart", () => {
      const gets = single("gets");
      expect(gets).toMatchObject({ instrument: "counter", labels: { result: "hit" } });
      expect(gets?.increase).toBeCloseTo(180, 6);
      expect(gets?.avg).toBeCloseTo(0.05, 6);
      expect(single("gets.delta")?.increase).toBe(600);
      expect(single("gets.delta")?.last).toBeCloseTo(1 / 6, 6);
    });

    it("reads the observations of histograms over the whole range", () => {
      const time = single("use.time");
      // 119 increases of 10 observations with a mean of 15.
      expect(time).toMatchObject({ instrument: "histogram", count: 1190, sum: 17_850, avg: 15 });
      expect(time?.p95).toBeCloseTo(35, 6);
      expect(time?.points.every(({ value }) => value === 15)).toBe(true);
      const exponential = single("use.exponential");
      expect(exponential).toMatchObject({ instrument: "histogram", count: 40, avg: 10 });
      expect(exponential?.p95).toBeGreaterThan(14);
      expect(exponential?.p95).toBeLessThanOrEqual(16);
      expect(single("old.summary")).toMatchObject({ count: 476, avg: 2, p95: Number.NaN });
    });

    it("reads the past in long steps", async () => {
      const [used] = await access.store().queries.seriesEvidence({
        ...range,
        fromMs: fromMs - 24 * 60 * minuteMs,
        stepMs: 60 * minuteMs,
        metrics: [{ metric: "pool.used", type: "sum", isMonotonic: false }],
      });
      expect(used?.points).toEqual([{ atMs: fromMs, value: 3 }]);
    });

    it("counts log records with a fragment", async () => {
      const fragments = ["Connection is not available", "BrokenCircuit", "absent"];
      const counts = await access.store().queries.countLogFragments({ ...range, fragments });
      expect(counts).toEqual([1, 1, 0]);
    });

    it("knows the load and the instances of the past", async () => {
      const { queries } = access.store();
      const rates = await queries.loadRates({ ...range, stepMs: 10 * minuteMs });
      expect(rates.reduce((sum, { perS }) => sum + perS * 600, 0)).toBeCloseTo(60, 6);
      const counts = await queries.countInstances({
        ...range,
        stepMs: 10 * minuteMs,
        metric: "pool.used",
        type: "sum",
      });
      expect(counts).toHaveLength(6);
      expect(counts[0]).toEqual({ atMs: fromMs, instances: 1 });
    });

    it("reads the means of a recorded gauge", async () => {
      const means = await access.store().queries.gaugeMeans({
        ...range,
        service: undefined,
        metric: "headroom.pattern.score",
        scope: "headroom",
        keys: ["absent"],
      });
      expect(means).toEqual([{ service: "evidence-silent", values: [""], points: [[fromMs, 1]] }]);
    });

    it("takes what Headroom recorded about a service for no sign of life", async () => {
      const live = await access.store().queries.liveServices({ fromMs: fromMs - minuteMs });
      expect(live).toContain(service);
      expect(live).not.toContain("evidence-silent");
    });
  });
}
