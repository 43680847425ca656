import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allSignals } from "../evidence/known-names.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import {
  sketchEdge,
  sketchInstance,
  sketchMetric,
  sketchRoute,
  sketchShape,
  sketchSnapshot,
  sketchVersion,
  testWindow,
} from "../recognise/fixtures.ts";
import { sizeAll } from "../size/size-all.ts";
import { assessSnapshot } from "./assess.ts";
import { sketchOrders } from "./demo-shop.ts";

const names = [...new Set(allSignals.flatMap((one) => one.names))];
const ratio = fc.double({ min: 0, max: 1, noNaN: true });
const amount = fc.oneof(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.constant(0));

const metric = fc
  .tuple(
    fc.constantFrom(...names),
    fc.constantFrom("counter", "gauge", "histogram", "up-down-counter" as const),
    amount,
    fc.constantFrom("a", "b", undefined),
  )
  .map(([{ name, where }, instrument, value, instanceId]) =>
    sketchMetric(name, instrument, [
      {
        labels:
          where === undefined ? { pool: "x" } : { [where.keys[0] ?? ""]: where.values[0] ?? "" },
        value,
        ...(instanceId === undefined ? {} : { instanceId }),
      },
    ]),
  );

const snapshots: fc.Arbitrary<EvidenceSnapshot> = fc
  .record({
    metrics: fc.array(metric, { maxLength: 30 }),
    rates: fc.array(amount, { maxLength: 5 }),
    share: ratio,
    dispersion: amount,
    kind: fc.constantFrom("service", "cache", "database", "queue", "balancer" as const),
  })
  .map(({ metrics, rates, share, dispersion, kind }) =>
    sketchSnapshot({
      subject: { kind, name: "checkout" },
      metrics,
      instances: rates.map((requestsPerS, at) => sketchInstance(String(at), { requestsPerS })),
      versions: [sketchVersion("1", () => 1 - share), sketchVersion("2", () => share)],
      balance: { requests: 5000, dispersion },
      routes: [sketchRoute({ storeShare: share })],
      shapes: [sketchShape({ batchSize: rates.length })],
      edges: [sketchEdge()],
      destinations: [sketchOrders(dispersion)],
      loadLevels: rates.map((throughput, at) => ({ load: at + 1, throughput })),
    }),
  );

function run(snapshot: EvidenceSnapshot) {
  const report = assessSnapshot(snapshot);
  const peak = { nowPerS: 1, peakPerS: 2, atMs: testWindow.endMs + 3_600_000 };
  return {
    report,
    sizes: sizeAll(snapshot, report.recognitions, { nowMs: testWindow.endMs, peak }),
  };
}

describe("any snapshot", () => {
  it("is assessed and sized within bounds, and the results are plain JSON", () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const result = run(snapshot);
        expect(JSON.parse(JSON.stringify(result))).toEqual(result);
        for (const { recognition, assessment } of result.report.assessed) {
          expect(recognition.confidence).toBeGreaterThan(0);
          expect(recognition.confidence).toBeLessThanOrEqual(1);
          expect(assessment.score ?? 50).toBeGreaterThanOrEqual(0);
          expect(assessment.score ?? 50).toBeLessThanOrEqual(100);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("gives the same answer after it was stored and read again", () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const stored = JSON.parse(JSON.stringify(snapshot)) as EvidenceSnapshot;
        expect(run(stored)).toEqual(run(snapshot));
      }),
      { numRuns: 50 },
    );
  });
});
