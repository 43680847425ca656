import { resourceFromAttributes } from "@opentelemetry/resources";
import { describe, expect, it } from "vitest";
import { SHOP_PROCESSES } from "../topology.ts";
import { seriesOf } from "./backfill.ts";
import { createMetricWriter } from "./metric-writer.ts";
import { createRandom } from "./random.ts";
import { createTimeline } from "./timeline.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MAX_POINTS = 1_500_000;
const timeline = createTimeline(Date.UTC(2026, 10, 20, 20), 14 * DAY_MS, 0);

function writerOf(instanceId: string) {
  return createMetricWriter(
    resourceFromAttributes({}),
    seriesOf(instanceId),
    new Map(),
    timeline,
    createRandom(1),
  );
}

function pointsOf(written: ReturnType<ReturnType<typeof writerOf>["write"]>, name: string) {
  const metrics = written.metrics.scopeMetrics.flatMap((scope) => scope.metrics);
  return metrics.find((metric) => metric.descriptor.name === name)?.dataPoints ?? [];
}

describe("createMetricWriter", () => {
  it("stays within the budget of points for two weeks", () => {
    const perMinute = SHOP_PROCESSES.flatMap((entry) => seriesOf(entry.instanceId)).reduce(
      (sum, series) => sum + 1 / series.everyMinutes,
      0,
    );
    expect(perMinute * 14 * 24 * 60).toBeLessThan(MAX_POINTS);
  });

  it("continues counters and histograms from chunk to chunk", () => {
    const writer = writerOf("catalog-1");
    const first = pointsOf(
      writer.write(timeline.startMs, timeline.startMs + HOUR_MS),
      "cache.gets",
    );
    const second = pointsOf(
      writer.write(timeline.startMs + HOUR_MS, timeline.startMs + 2 * HOUR_MS),
      "cache.gets",
    );
    const hits = [...first, ...second]
      .filter((point) => point.attributes["result"] === "hit")
      .map((point) => Number(point.value));
    expect(hits).toHaveLength(120);
    expect(hits).toEqual(hits.toSorted((left, right) => left - right));
  });

  it("gives every point the start of the timeline and ascending times", () => {
    const { metrics, pointCount } = writerOf("checkout-1").write(
      timeline.startMs,
      timeline.startMs + HOUR_MS,
    );
    const points = metrics.scopeMetrics.flatMap((scope) =>
      scope.metrics.flatMap((metric) => [...metric.dataPoints]),
    );
    expect(points).toHaveLength(pointCount);
    for (const point of points) {
      expect(point.startTime[0]).toBe(timeline.startMs / 1000);
      expect(point.endTime[0]).toBeGreaterThan(point.startTime[0]);
    }
  });

  it("writes nothing for the load generator", () => {
    expect(
      writerOf("load-generator-1").write(timeline.startMs, timeline.startMs + HOUR_MS).pointCount,
    ).toBe(0);
  });

  it("shows the incident as a full pool of checkout and of nobody else", () => {
    const { incident } = timeline;
    const worst = (instanceId: string) => {
      const points = pointsOf(
        writerOf(instanceId).write(incident.startMs, incident.endMs),
        "db.client.connection.count",
      );
      return Math.max(
        ...points.map((point) =>
          point.attributes["db.client.connection.state"] === "used" ? Number(point.value) : 0,
        ),
      );
    };
    expect(worst("checkout-1")).toBe(10);
    expect(worst("cart-1")).toBeLessThan(5);
  });
});
