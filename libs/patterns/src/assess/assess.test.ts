import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findPattern } from "../catalogue/index.ts";
import type { PatternId } from "../catalogue/types.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import {
  gauge,
  sketchInstance,
  sketchMetric,
  sketchPoints,
  sketchSnapshot,
  withMetrics,
} from "../recognise/fixtures.ts";
import type { AssessOptions, Assessment } from "./assess.ts";
import { assessSnapshot } from "./assess.ts";
import { assessors } from "./assessors.ts";
import { sketchCatalog, sketchCheckout, sketchFulfilment } from "./demo-shop.ts";

function assess(
  snapshot: EvidenceSnapshot,
  id: PatternId,
  options: AssessOptions = {},
): Assessment {
  const found = assessSnapshot(snapshot, () => options).assessed.find(
    ({ recognition }) => recognition.patternId === id,
  );
  if (found === undefined) throw new Error(`${id} is not recognised`);
  return found.assessment;
}

const score = (assessment: Assessment) => assessment.score ?? Number.NaN;

describe("assessment", () => {
  it("opens every number to its formula, inputs and source", () => {
    for (const snapshot of [sketchCheckout(), sketchCatalog(), sketchFulfilment(5, 1)]) {
      for (const { assessment } of assessSnapshot(snapshot).assessed) {
        for (const part of [...assessment.parts, ...assessment.learning]) {
          expect(part.calculation).toContain(" = ");
          expect(part.inputs.length).toBeGreaterThan(0);
          expect(part.inputs.every(({ signal }) => signal !== "")).toBe(true);
        }
        const record = findPattern(assessment.patternId);
        expect(assessment.checklist.map(({ item }) => item)).toEqual(record?.verify);
      }
    }
  });

  it("measures indicators of the catalogue only", () => {
    for (const snapshot of [sketchCheckout(undefined, true), sketchCatalog(), sketchFulfilment()]) {
      for (const { recognition } of assessSnapshot(snapshot).assessed) {
        const known = findPattern(recognition.patternId)?.indicators.map(({ id }) => id);
        const measured = assessors.get(recognition.patternId)?.measure(snapshot, recognition) ?? [];
        expect(known).toEqual(expect.arrayContaining(measured.map(({ indicator }) => indicator)));
      }
    }
  });

  it("reads times in ms of the earlier convention as seconds", () => {
    const labels = { "pool.name": "orders" };
    const snapshot = withMetrics(
      gauge("db.client.connections.usage", 3, { ...labels, state: "used" }),
      sketchMetric(
        "db.client.connections.use_time",
        "histogram",
        [{ labels, value: 20, p95: 50, count: 10, sum: 200 }],
        "ms",
      ),
      sketchMetric("db.client.connections.wait_time", "histogram", [
        { labels, value: 20, count: 10, sum: 200 },
      ]),
    );
    const pool = assess(snapshot, "P33");
    expect(pool.learning.find(({ indicator }) => indicator === "use-time")?.value).toBeCloseTo(
      0.05,
    );
    expect(pool.parts.find(({ indicator }) => indicator === "wait-share")?.value).toBeCloseTo(0.5);
  });

  it("reads wait times that an exporter splits into counters", () => {
    const snapshot = withMetrics(
      gauge("go_sql_in_use_connections", 3, { db_name: "shop" }),
      sketchMetric("go_sql_wait_duration_seconds_total", "counter", [
        { labels: { db_name: "shop" }, value: 0, increase: 30 },
      ]),
      sketchMetric("go_sql_wait_count_total", "counter", [
        { labels: { db_name: "shop" }, value: 0, increase: 10 },
      ]),
      sketchMetric("hikaricp_connections_usage_seconds_sum", "counter", [
        { labels: { pool: "shop" }, value: 0, increase: 10 },
      ]),
      sketchMetric("hikaricp_connections_usage_seconds_count", "counter", [
        { labels: { pool: "shop" }, value: 0, increase: 10 },
      ]),
    );
    const part = assess(snapshot, "P33").parts.find(({ indicator }) => indicator === "wait-share");
    expect(part?.value).toBeCloseTo(0.75);
  });

  it("takes the plateau of use as the limit where none is sent", () => {
    const labels = { "db.client.connection.pool.name": "orders" };
    const flat = sketchPoints((minute) => Math.min(12, minute));
    const snapshot = withMetrics(
      sketchMetric("db.client.connection.count", "gauge", [
        { labels: { ...labels, "db.client.connection.state": "used" }, value: 12, points: flat },
      ]),
      sketchMetric("db.client.connection.pending_requests", "gauge", [
        { labels, value: 3, points: sketchPoints((minute) => (minute > 12 ? 3 : 0)) },
      ]),
    );
    const part = assess(snapshot, "P33").parts.find(({ indicator }) => indicator === "utilisation");
    expect(part?.value).toBe(1);
    expect(part?.inputs[1]).toMatchObject({ value: 12, statistic: "plateau" });
  });

  it("gives an event loop no credit for threads it does not have", () => {
    const stalled = assess(
      withMetrics(gauge("nodejs.eventloop.utilization", 1), gauge("nodejs.eventloop.delay.p99", 2)),
      "P35",
    );
    expect(stalled).toMatchObject({ score: 0, coverage: 1 });
  });

  it("takes misses from all accesses where only those are counted", () => {
    const snapshot = withMetrics(
      sketchMetric("tomcat.cache.hit", "counter", [{ value: 0, increase: 75 }]),
      sketchMetric("tomcat.cache.access", "counter", [{ value: 0, increase: 100 }]),
    );
    const ratio = assess(snapshot, "P13").learning.find(
      ({ indicator }) => indicator === "hit-ratio",
    );
    expect(ratio?.value).toBe(0.75);
  });

  it("compares only instances of one version", () => {
    const mixed = sketchSnapshot({
      instances: [sketchInstance("a"), sketchInstance("b", { version: "2", requestsPerS: 1 })],
    });
    expect(assess(mixed, "P01").parts.map(({ indicator }) => indicator)).not.toContain("load-cv");
  });

  it("says null and not zero where nothing is measured", () => {
    const one = assess(withMetrics(gauge("hikaricp.connections.idle", 3, { pool: "x" })), "P33");
    expect(one).toMatchObject({ score: null, coverage: 0 });
  });

  it("keeps scores and coverage within their bounds", () => {
    const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(amount, amount, amount, amount, (used, leastUsed, pending, timeouts) => {
        const pool = assess(sketchCheckout({ used, leastUsed, pending, timeouts }), "P33");
        expect(score(pool)).toBeGreaterThanOrEqual(0);
        expect(score(pool)).toBeLessThanOrEqual(100);
        expect(pool.coverage).toBeLessThanOrEqual(1);
      }),
      { numRuns: 50 },
    );
  });
});
