import { describe, expect, it } from "vitest";
import type { NamedSeries } from "../explained.ts";
import { makePoints, seedNormal, seedRandom } from "../testing/made-up-series.ts";
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

describe("rankCorrelations: guards", () => {
  const count = 120;
  const base = makeNoise(5, count, 0.5);
  const target = nameSeries("rate", count, (i) => 600 + 60 * (base[i] ?? 0));

  const refuse = (candidate: NamedSeries) =>
    rankCorrelations(target, [candidate], { ...windowOf(count), includeRefused: true })[0];

  it.each([
    ["per second", (value: number) => value / 60],
    ["negated", (value: number) => 7 - value],
    ["identical", (value: number) => value],
    ["rounded", (value: number) => Math.round(value * 2) / 2],
  ])("calls a copy (%s) the same measure", (id, change) => {
    const copy = nameSeries(id, count, (i) => change(target.points[i]?.value ?? 0));
    const [found] = rankCorrelations(target, [copy], windowOf(count));
    expect(found?.kind).toBe("same-measure");
    expect(found?.guards.map(({ code }) => code)).toEqual(["same-measure"]);
  });

  it("calls pure season no movement: only rounding is left of it", () => {
    const make = (id: string, size: number): NamedSeries => ({
      id,
      points: makePoints(24 * 10, 3_600_000, (i) => size * Math.sin((2 * Math.PI * i) / 24)),
    });
    const options = {
      fromMs: 0,
      toMs: 24 * 10 * 3_600_000,
      stepMs: 3_600_000,
      includeRefused: true,
    };
    const [found] = rankCorrelations(make("a", 3), [make("b", 7)], options);
    expect(found?.guards[0]?.code).toBe("constant");
  });

  it("calls what is another thing by its nature a finding, however alike", () => {
    const copy = nameSeries("copy", count, (i) => (target.points[i]?.value ?? 0) + 12);
    const options = { ...windowOf(count), otherThings: new Set(["copy"]) };
    const [found] = rankCorrelations(target, [copy], options);
    expect(found).toMatchObject({ kind: "moves-together", sign: 1, lagMs: 0 });
    expect(found?.score).toBeCloseTo(1);
  });

  it("ranks copies after findings", () => {
    const normal = seedNormal(17);
    const near = nameSeries("near", count, (i) => (base[i] ?? 0) + 0.5 * normal());
    const copy = nameSeries("copy", count, (i) => (target.points[i]?.value ?? 0) / 60);
    const results = rankCorrelations(target, [copy, near], windowOf(count));
    expect(results.map(({ id }) => id)).toEqual(["near", "copy"]);
  });

  it.each([
    ["constant", nameSeries("c", count, () => 4)],
    ["too-few-points", nameSeries("c", 12, (i) => i % 5)],
    ["too-few-points", { id: "c", points: [] }],
    ["sparse", { id: "c", points: target.points.filter((_, index) => index % 3 === 0) }],
    ["rarely-changes", nameSeries("c", count, (i) => (i < 60 ? 1 : 2))],
  ])("refuses: %s", (code, candidate) => {
    expect(refuse(candidate)?.kind).toBe("none");
    expect(refuse(candidate)?.guards.map((guard) => guard.code)).toContain(code);
    expect(rankCorrelations(target, [candidate], windowOf(count))).toEqual([]);
  });

  it("refuses a target that cannot be compared, and says why", () => {
    const still = nameSeries("still", count, () => 1);
    expect(rankCorrelations(still, [target], windowOf(count))).toEqual([]);
    const [refused] = rankCorrelations(still, [target], {
      ...windowOf(count),
      includeRefused: true,
    });
    expect(refused?.guards[0]?.code).toBe("constant");
  });

  it("works with holes and with infinite values", () => {
    const normal = seedNormal(21);
    const holes = nameSeries("holes", count, (i) =>
      i % 5 === 0
        ? Number.NaN
        : i === 33
          ? Number.POSITIVE_INFINITY
          : (base[i] ?? 0) + 0.2 * normal(),
    );
    expect(rankCorrelations(target, [holes], windowOf(count))[0]).toMatchObject({
      lagMs: 0,
      sign: 1,
    });
  });
});

describe("rankCorrelations: nonsense", () => {
  const run = (
    seeds: number,
    count: number,
    targetOf: (seed: number) => number[],
    candidateOf: (seed: number) => number[],
  ): number => {
    let findings = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const values = targetOf(seed);
      const target = nameSeries("target", count, (i) => values[i] ?? 0);
      const candidates = Array.from({ length: 30 }, (_, index) => {
        const other = candidateOf(1000 + seed * 40 + index);
        return nameSeries(`c${index}`, count, (i) => other[i] ?? 0);
      });
      if (rankCorrelations(target, candidates, windowOf(count)).length > 0) findings++;
    }
    return findings / seeds;
  };
  const rise =
    (bend: number) =>
    (seed: number): number[] => {
      const normal = seedNormal(seed);
      const slope = 0.5 + seedRandom(seed)();
      return Array.from({ length: 100 }, (_, i) => slope * 40 * (i / 100) ** bend + normal());
    };
  const step = (seed: number): number[] => {
    const normal = seedNormal(seed);
    return Array.from({ length: 100 }, (_, i) => (i < 55 ? 0 : 8) + normal());
  };

  // Where nothing is related any finding is false, so a rate of 0.05 bounds the runs with one.
  it.each([
    ["white noise", (seed: number) => makeNoise(seed, 100, 0)],
    ["slow noise", (seed: number) => makeNoise(seed, 100, 0.8)],
    ["random walks", (seed: number) => makeNoise(seed, 100, 1)],
    ["lines that rise", rise(1)],
    ["curves that rise", rise(2)],
    ["heavy-tailed noise", (seed: number) => makeNoise(seed, 100, 0).map((v) => Math.exp(2 * v))],
  ])("%s: no more findings than the rate allows", (_, make) => {
    expect(run(40, 100, make, make)).toBeLessThanOrEqual(0.1);
  });

  it("a level shift agrees with noise and rising lines no more often", () => {
    expect(run(40, 100, step, (seed) => makeNoise(seed, 100, 0.5))).toBeLessThanOrEqual(0.1);
    expect(run(40, 100, step, rise(1))).toBeLessThanOrEqual(0.1);
  });

  it("a shared time of day is no relation once history has taught it", () => {
    const hourly = 3_600_000;
    const make = (id: string, seed: number): NamedSeries => {
      const normal = seedNormal(seed);
      return {
        id,
        points: makePoints(
          24 * 14,
          hourly,
          (i) => 20 * Math.sin((2 * Math.PI * i) / 24) + normal(),
        ),
      };
    };
    const others = Array.from({ length: 20 }, (_, index) => make(`c${index}`, index + 2));
    const options = { fromMs: 10 * 24 * hourly, toMs: 14 * 24 * hourly, stepMs: hourly };
    expect(rankCorrelations(make("target", 1), others, options)).toEqual([]);
  });
});
