import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NamedSeries } from "../explained.ts";
import { makePoints, seedNormal } from "../testing/made-up-series.ts";
import { rankCorrelations } from "./rank-correlations.ts";

const stepMs = 10_000;

const nameSeries = (
  id: string,
  count: number,
  valueAt: (index: number) => number,
): NamedSeries => ({ id, points: makePoints(count, stepMs, valueAt) });

const windowOf = (count: number) => ({ fromMs: 0, toMs: count * stepMs, stepMs });

/** First-order autoregressive noise, long enough to be read with a lag. */
function makeNoise(seed: number, count: number, memory: number): number[] {
  const normal = seedNormal(seed);
  let last = 0;
  return Array.from({ length: count }, () => (last = memory * last + normal()));
}

describe("rankCorrelations: what moves with the target", () => {
  const count = 120;
  const driver = makeNoise(1, count + 40, 0.6);
  const target = nameSeries("latency", count, (i) => driver[i + 20] ?? 0);
  const follow = (id: string, lag: number, sign: number, noise: number): NamedSeries => {
    const normal = seedNormal(id.length * 31 + lag);
    return nameSeries(
      id,
      count,
      (i) => sign * (driver[i + 20 - lag] ?? 0) * 40 + 40 * noise * normal(),
    );
  };

  it("finds lag, direction and sign", () => {
    const results = rankCorrelations(
      target,
      [follow("cpu", -4, 1, 0.3), follow("queue", 3, 1, 0.3), follow("hits", 0, -1, 0.3)],
      windowOf(count),
    );
    const byId = new Map(results.map((result) => [result.id, result]));
    expect(byId.get("cpu")).toMatchObject({ lagMs: -40_000, sign: 1, kind: "moves-together" });
    expect(byId.get("cpu")?.sentence).toContain("40 s before");
    expect(byId.get("queue")).toMatchObject({ lagMs: 30_000, sign: 1 });
    expect(byId.get("queue")?.sentence).toContain("30 s after");
    expect(byId.get("hits")).toMatchObject({ lagMs: 0, sign: -1 });
    expect(byId.get("hits")?.sentence).toContain("the opposite way");
  });

  it("ranks the closer one first among noise", () => {
    const noise = Array.from({ length: 60 }, (_, index) => {
      const values = makeNoise(100 + index, count, 0.7);
      return nameSeries(`noise ${index}`, count, (i) => values[i] ?? 0);
    });
    const results = rankCorrelations(
      target,
      [...noise, follow("loose", 0, 1, 0.8), follow("close", 0, 1, 0.2)],
      windowOf(count),
    );
    expect(results.map(({ id }) => id).slice(0, 2)).toEqual(["close", "loose"]);
    expect(results[0]?.score).toBeGreaterThan(results[1]?.score ?? 1);
    expect(results[0]?.pValueAdjusted).toBeLessThan(1e-6);
    expect(results.length).toBeLessThanOrEqual(4);
  });

  it("sees a swell under jitter that single steps hide", () => {
    const wave = makeNoise(7, 300, 0.97);
    const jitter = seedNormal(8);
    const make = (id: string): NamedSeries =>
      nameSeries(id, 300, (i) => (wave[i] ?? 0) + 1.5 * jitter());
    const [found] = rankCorrelations(make("a"), [make("b")], windowOf(300));
    expect(found).toMatchObject({ id: "b", sign: 1 });
  });

  it("has mirrored lags when target and candidate change places", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -8, max: 8 }),
        fc.integer({ min: 0, max: 500 }),
        (lag, seed) => {
          const values = makeNoise(seed, 200, 0.3);
          const a = nameSeries("a", 150, (i) => values[i + 20] ?? 0);
          const noise = seedNormal(seed + 1);
          const b = nameSeries("b", 150, (i) => (values[i + 20 - lag] ?? 0) + 0.3 * noise());
          const [there] = rankCorrelations(a, [b], windowOf(150));
          const [back] = rankCorrelations(b, [a], windowOf(150));
          expect(there?.lagMs).toBe(lag * stepMs);
          expect(Math.abs((there?.lagMs ?? 1) + (back?.lagMs ?? 1))).toBe(0);
          expect(there?.score).toBeCloseTo(back?.score ?? 0, 9);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("does not mind scale, shift and the order of candidates", () => {
    const candidates = [
      follow("cpu", -4, 1, 0.5),
      follow("queue", 3, -1, 0.5),
      follow("other", 1, 1, 0.9),
    ];
    const plain = rankCorrelations(target, candidates, windowOf(count));
    const scale = fc.double({ min: 0.001, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(scale, scale, fc.boolean(), (factor, shift, isFlipped) => {
        const moved = candidates.map(({ id, points }) => ({
          id,
          points: points.map(({ timeMs, value }) => ({
            timeMs,
            value: (isFlipped ? -factor : factor) * value + shift,
          })),
        }));
        const results = rankCorrelations(target, moved.toReversed(), windowOf(count));
        expect(results.map(({ id, lagMs }) => [id, lagMs])).toEqual(
          plain.map(({ id, lagMs }) => [id, lagMs]),
        );
        results.forEach((result, index) => {
          expect(result.score).toBeCloseTo(plain[index]?.score ?? 0, 6);
          expect(result.sign).toBe((plain[index]?.sign ?? 0) * (isFlipped ? -1 : 1));
        });
      }),
      { numRuns: 25 },
    );
  });
});

describe("rankCorrelations: level shifts", () => {
  const count = 60;
  const shiftAt = (
    id: string,
    seed: number,
    from: number,
    to: number,
    size: number,
  ): NamedSeries => {
    const normal = seedNormal(seed);
    return nameSeries(id, count, (i) => 50 + normal() + (i >= from && i < to ? size : 0));
  };
  const target = shiftAt("errors", 1, 40, 48, 12);

  it("finds what stood on another level during a short incident", () => {
    const noise = Array.from({ length: 100 }, (_, i) => shiftAt(`noise ${i}`, 50 + i, 0, 0, 0));
    const results = rankCorrelations(
      target,
      [...noise, shiftAt("pool", 2, 38, 46, 9), shiftAt("cache", 3, 40, 48, -9)],
      windowOf(count),
    );
    expect(results.map(({ id }) => id).toSorted()).toEqual(["cache", "pool"]);
    expect(results.find(({ id }) => id === "pool")).toMatchObject({
      kind: "level-shift",
      sign: 1,
      lagMs: -20_000,
    });
    expect(results.find(({ id }) => id === "cache")).toMatchObject({ sign: -1, lagMs: 0 });
  });

  it("finds a shift that lasts, and not one of another time", () => {
    const lasting = shiftAt("errors", 4, 42, count, 12);
    const results = rankCorrelations(
      lasting,
      [shiftAt("same", 5, 41, count, 8), shiftAt("earlier", 6, 20, count, 8)],
      windowOf(count),
    );
    expect(results.map(({ id }) => id)).toEqual(["same"]);
  });

  it("has the sign of the target's own shift", () => {
    const early = shiftAt("hits", 9, 0, 20, 12);
    const results = rankCorrelations(
      early,
      [shiftAt("errors", 10, 20, count, 12)],
      windowOf(count),
    );
    expect(results[0]).toMatchObject({ id: "errors", sign: -1 });
  });
});
