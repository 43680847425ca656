import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assessScalability, scalabilityAdvice } from "./scalability-verdict.ts";
import {
  computeScalingEfficiency,
  findPeakLoad,
  fitScalability,
  predictThroughput,
} from "./scalability.ts";
import type { LoadPoint, ScalabilityLaw } from "./scalability.ts";

const levels = [1, 2, 4, 8, 16, 32, 64];

function sampleLaw(law: ScalabilityLaw, loads: readonly number[] = levels): LoadPoint[] {
  return loads.map((load) => ({ load, throughput: predictThroughput(law, load) }));
}

describe("universal scalability law", () => {
  it("starts at γ and peaks at N*", () => {
    const law = { gamma: 100, sigma: 0.1, kappa: 0.001 };
    expect(predictThroughput(law, 1)).toBe(100);
    expect(findPeakLoad(law)).toBe(30);
    expect(predictThroughput(law, 30)).toBeGreaterThan(predictThroughput(law, 29));
    expect(predictThroughput(law, 30)).toBeGreaterThan(predictThroughput(law, 31));
    expect(computeScalingEfficiency(law, 1)).toBe(1);
  });

  it("has no peak without coherency", () => {
    expect(findPeakLoad({ gamma: 1, sigma: 0.1, kappa: 0 })).toBe(Infinity);
    expect(findPeakLoad({ gamma: 1, sigma: 1.5, kappa: 0.1 })).toBe(1);
  });
});

describe("fitScalability", () => {
  it("finds the law that made the points", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 1e5, noNaN: true }),
        fc.double({ min: 0.001, max: 0.5, noNaN: true }),
        fc.double({ min: 1e-5, max: 0.01, noNaN: true }),
        (gamma, sigma, kappa) => {
          const law = fitScalability(sampleLaw({ gamma, sigma, kappa }));
          expect((law?.gamma ?? 0) / gamma).toBeCloseTo(1, 4);
          expect((law?.sigma ?? 0) / sigma).toBeCloseTo(1, 3);
          expect((law?.kappa ?? 0) / kappa).toBeCloseTo(1, 3);
        },
      ),
    );
  });

  it("keeps both coefficients at 0 or above", () => {
    // Better than linear: both would be negative.
    const points = levels.map((load) => ({ load, throughput: load ** 1.1 }));
    const law = fitScalability(points);
    expect(law?.sigma).toBe(0);
    expect(law?.kappa).toBe(0);
    expect(law?.gamma).toBeGreaterThan(1);
  });

  it("refits with a coefficient at its bound", () => {
    const points = sampleLaw({ gamma: 20, sigma: 0.05, kappa: 0 });
    const law = fitScalability(
      points.map((point, index) =>
        index === 6 ? { ...point, throughput: point.throughput * 1.05 } : point,
      ),
    );
    expect(law?.kappa).toBe(0);
    expect(law?.sigma).toBeGreaterThan(0);
  });

  it("leaves out points that are none, and needs three loads", () => {
    const law = { gamma: 10, sigma: 0.1, kappa: 0.001 };
    const points = [
      ...sampleLaw(law),
      { load: 0, throughput: 5 },
      { load: 5, throughput: Number.NaN },
    ];
    expect(fitScalability(points)?.gamma).toBeCloseTo(10, 6);
    expect(fitScalability(sampleLaw(law, [1, 2, 2]))).toBeUndefined();
  });
});

describe("assessScalability", () => {
  it("reports the peak, the law and how well it fits", () => {
    const verdict = assessScalability(sampleLaw({ gamma: 100, sigma: 0.1, kappa: 0.001 }));
    expect(verdict).toMatchObject({ verdict: "fitted", isExtrapolated: false });
    if (verdict.verdict !== "fitted") return;
    expect(verdict.peakLoad).toBeCloseTo(30, 4);
    expect(verdict.determination).toBeCloseTo(1, 6);
  });

  it("gives the ceiling γ/σ without coherency", () => {
    const verdict = assessScalability(sampleLaw({ gamma: 100, sigma: 0.1, kappa: 0 }));
    expect(verdict).toMatchObject({ verdict: "fitted", isExtrapolated: true });
    if (verdict.verdict === "fitted") expect(verdict.peakThroughput / 1000).toBeCloseTo(1, 3);
  });

  it("refuses fewer than six loads, linear scaling, and noise", () => {
    const law = { gamma: 100, sigma: 0.1, kappa: 0.001 };
    expect(assessScalability(sampleLaw(law, [1, 2, 4, 8, 16, 16]))).toEqual({
      verdict: "refused",
      reason: "too-few-levels",
    });
    expect(assessScalability(sampleLaw({ ...law, sigma: 0, kappa: 0 }))).toEqual({
      verdict: "refused",
      reason: "no-saturation",
    });
    const noise = [5, 90, 2, 80, 1, 60, 3].map((throughput, index) => ({
      load: index + 1,
      throughput,
    }));
    expect(assessScalability(noise)).toEqual({ verdict: "refused", reason: "poor-fit" });
    for (const advice of Object.values(scalabilityAdvice)) expect(advice).toMatch(/[.]$/);
  });
});

interface PublishedFit {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly points?: readonly (readonly [number, number])[];
}

const folder = join(import.meta.dirname, "../../../../../shared/judging/data/usl");
const isThere = existsSync(folder);

function readCsv(name: string): LoadPoint[] {
  const lines = readFileSync(join(folder, `${name}.csv`), "utf8")
    .trim()
    .split("\n")
    .slice(1);
  return lines.map((line) => {
    const [load = Number.NaN, throughput = Number.NaN] = line.split(",").map(Number);
    return { load, throughput };
  });
}

function readPublished(): Record<string, PublishedFit> {
  const text = readFileSync(join(folder, "published_fits.json"), "utf8");
  const parsed: { sets: Record<string, PublishedFit> } = JSON.parse(text);
  return parsed.sets;
}

function readPoints(name: string, { points }: PublishedFit): LoadPoint[] {
  if (points !== undefined) return points.map(([load, throughput]) => ({ load, throughput }));
  return name === "raytracer_first6" ? readCsv("raytracer").slice(0, 6) : readCsv(name);
}

describe.skipIf(!isThere)("published fits (skipped without the data beside the project)", () => {
  it.each(["specsdm91", "raytracer", "raytracer_first6", "synthetic_exact"])(
    "reproduces %s within 0.2 %%",
    (name) => {
      const published = readPublished()[name];
      if (published === undefined) throw new Error(`${name} is not among the published fits`);
      const law = fitScalability(readPoints(name, published));
      const isNear = (actual: number | undefined, expected: number) =>
        Math.abs((actual ?? Number.NaN) - expected) <= 0.002 * Math.abs(expected);
      expect(isNear(law?.sigma, published.alpha)).toBe(true);
      expect(isNear(law?.kappa, published.beta)).toBe(true);
      expect(isNear(law?.gamma, published.gamma)).toBe(true);
    },
  );
});
