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
import { recognisers } from "../recognise/recognise-all.ts";
import type { AssessOptions, Assessment } from "./assess.ts";
import { assessSnapshot } from "./assess.ts";
import { assessors } from "./assessors.ts";
import { scaleFromHistory } from "./baseline-scale.ts";
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

describe("assessment of the demo shop", () => {
  it("recognises ten patterns or more", () => {
    const ids = [sketchCheckout(), sketchCatalog(), sketchFulfilment()].flatMap((snapshot) =>
      assessSnapshot(snapshot).recognitions.map(({ patternId }) => patternId),
    );
    expect([...new Set(ids)].toSorted()).toEqual([
      "P01",
      "P08",
      "P10",
      "P13",
      "P19",
      "P33",
      "P35",
      "P38",
      "P41",
      "P48",
      "P50",
      "P55b",
    ]);
  });

  it("has an assessor for every recogniser", () => {
    expect([...assessors.keys()]).toEqual([...recognisers.keys()]);
  });

  it("scores a calm pool high and a leaking one low", () => {
    const calm = assess(sketchCheckout(), "P33");
    const leaking = assess(
      sketchCheckout({ used: 10, leastUsed: 6, pending: 8, timeouts: 40 }),
      "P33",
    );
    expect(score(calm)).toBeGreaterThan(95);
    expect(score(leaking)).toBeLessThan(50);
    expect(leaking.coverage).toBeGreaterThan(0.6);
    const verdicts = Object.fromEntries(
      leaking.checklist.map(({ item, verdict }) => [item.id, verdict]),
    );
    expect(verdicts).toMatchObject({
      size: "not met",
      leaks: "not met",
      timeouts: "not met",
      "server-maximum": "cannot be seen",
    });
  });

  it("lowers the score of an open breaker and of the retries around it", () => {
    const [calm, open] = [sketchCheckout(), sketchCheckout(undefined, true)];
    expect(score(assess(calm, "P48"))).toBeGreaterThan(95);
    expect(score(assess(open, "P48"))).toBeLessThan(50);
    expect(score(assess(open, "P50"))).toBeLessThan(score(assess(calm, "P50")) - 10);
  });

  it("lowers the scores of a queue with a backlog", () => {
    const [calm, late] = [sketchFulfilment(), sketchFulfilment(900, 20)];
    for (const id of ["P38", "P41"] as const) {
      expect(score(assess(calm, id))).toBeGreaterThan(85);
      expect(score(assess(late, id))).toBeLessThan(60);
    }
  });

  it("learns what hit ratio is usual, and then sees that the cache was flushed", () => {
    const history = {
      "hit-ratio": Array.from({ length: 48 }, (_, hour) => 0.74 + (hour % 5) / 200),
    };
    const flushed = sketchCatalog(0, 8000, 8000);
    expect(assess(flushed, "P13").learning.map(({ indicator }) => indicator)).toContain(
      "hit-ratio",
    );
    const [calm, bad] = [sketchCatalog(), flushed].map((one) => assess(one, "P13", { history }));
    expect(calm?.score).toBeGreaterThan(95);
    expect(bad?.score).toBeLessThan(70);
    const part = bad?.parts.find(({ indicator }) => indicator === "hit-ratio");
    expect(part?.scaleFrom).toBe("history");
    expect(part?.calculation).toBe("hits / (hits + misses) = 0 (hits 0 {get}, misses 8000 {get})");
  });
});

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

describe("scaleFromHistory", () => {
  const indicator = findPattern("P13")?.indicators.find(({ id }) => id === "hit-ratio");
  it("needs a day of values and points the way that is worse", () => {
    if (indicator === undefined) throw new Error("the catalogue has the hit ratio");
    expect(scaleFromHistory(indicator, [0.9, 0.9])).toBeUndefined();
    const scale = scaleFromHistory(
      indicator,
      Array.from({ length: 30 }, () => 0.9),
    );
    expect(scale?.good).toBeCloseTo(0.9);
    expect(scale?.bad).toBeCloseTo(0.45);
  });
});
