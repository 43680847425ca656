import { beforeAll, describe, expect, it } from "vitest";
import { metricBlocks } from "./telemetry-samples.ts";
import type { SampleMetric } from "./telemetry-samples.ts";
import type { StoreAccess } from "./telemetry-suite.ts";

const nowMs = Date.now();

function gauge(
  service: string,
  name: string,
  resource: Record<string, string>,
  attributes: readonly Record<string, string>[],
): SampleMetric {
  const points = attributes.map((each, index) => ({
    timeMs: nowMs - 60_000 + index,
    attributes: each,
    data: { asDouble: index },
  }));
  return { service, name, kind: "gauge", resource, points };
}

const users = Array.from({ length: 400 }, (_, index) => ({
  "user.id": `user-${index % 200}`,
  region: index % 2 === 0 ? "north" : "south",
}));
const pods = Array.from({ length: 50 }, (_, index) => ({ "k8s.pod.name": `pod-${index}` }));

/** Counts of series and of the values of attributes. */
export function describeCardinality(access: StoreAccess): void {
  describe("cardinality", () => {
    beforeAll(async () => {
      const store = access.store();
      await store.append(
        metricBlocks([
          gauge("many-users", "cart.items", { "host.name": "a" }, users),
          gauge("many-users", "cart.total", { "host.name": "a" }, users.slice(0, 10)),
          ...pods.map((resource) => gauge("many-pods", "up", resource, [{ job: "x" }])),
          gauge("many-pods", "bare", {}, [{}]),
        ]),
      );
      expect(await store.drain(30_000)).toBe(true);
    });

    it("names the metrics with the most series and their attribute with the most values", async () => {
      const { queries } = access.store();
      const found = await queries.cardinality({ limit: 100 });
      expect(found.isShortened).toBe(false);
      expect(found.toMs - found.fromMs).toBe(86_400_000);
      expect(found.metrics.find(({ service }) => service === "many-users")).toEqual({
        service: "many-users",
        metric: "cart.items",
        series: 200,
        topAttribute: { key: "user.id", place: "attribute", values: 200 },
      });
      const up = found.metrics.find(({ metric }) => metric === "up");
      expect(up).toMatchObject({
        series: 50,
        topAttribute: { key: "k8s.pod.name", place: "resource", values: 50 },
      });
      const series = found.metrics.map((each) => each.series);
      expect(series).toEqual(series.toSorted((a, b) => b - a));
      // Other suites send into the same store.
      const mine = found.services.filter(({ service }) => service.startsWith("many-"));
      expect(mine).toEqual([
        { service: "many-users", series: 210 },
        { service: "many-pods", series: 51 },
      ]);
      expect(found.totalSeries).toBeGreaterThanOrEqual(261);
    });

    it("reads one service, and no more than it is asked for", async () => {
      const { queries } = access.store();
      const found = await queries.cardinality({ service: "many-pods", limit: 1 });
      expect(found).toMatchObject({ totalSeries: 51, metrics: [{ metric: "up" }] });
      expect(found.metrics).toHaveLength(1);
      expect(found.services).toHaveLength(1);
      expect(await queries.cardinality({ service: "nobody" })).toMatchObject({
        totalSeries: 0,
        metrics: [],
        services: [],
      });
    });
  });
}
