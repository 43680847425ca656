import { describe, expect, it } from "vitest";
import { makePoints, seedNormal } from "../testing/made-up-series.ts";
import { compareReleases } from "./compare-releases.ts";

const minuteMs = 60_000;

describe("compareReleases", () => {
  it("orders versions by their first point and finds the slower one", () => {
    const normal = seedNormal(1);
    const at = (start: number, level: number) =>
      makePoints(60, minuteMs, () => level + 2 * normal(), start * minuteMs);
    const { versions, differences } = compareReleases([
      { version: "1.2", points: at(120, 58) },
      { version: "1.0", points: at(0, 50) },
      { version: "1.1", points: at(60, 50) },
    ]);
    expect(versions.map(({ version }) => version)).toEqual(["1.0", "1.1", "1.2"]);
    expect(versions[0]?.median).toBeCloseTo(50, 0);
    expect(differences.map(({ verdict }) => verdict)).toEqual(["no-clear-difference", "higher"]);
    expect(differences[1]?.difference.value).toBeCloseTo(8, 0);
    expect(differences[1]?.comparison).toBe("one-after-the-other");
    expect(differences[1]?.sentence).toContain("did not run at once");
  });

  it("pairs versions that ran at once, whatever the season does", () => {
    const normal = seedNormal(2);
    const wave = (index: number): number => 100 * Math.sin(index / 20);
    const { differences } = compareReleases([
      { version: "a", points: makePoints(60, minuteMs, (index) => wave(index) + normal()) },
      { version: "b", points: makePoints(60, minuteMs, (index) => wave(index) - 1.5 + normal()) },
    ]);
    expect(differences[0]).toMatchObject({ comparison: "at-once", verdict: "lower" });
  });

  it("sees a worse tail behind an equal middle", () => {
    const normal = seedNormal(3);
    const { differences } = compareReleases([
      { version: "a", points: makePoints(300, minuteMs, () => 50 + normal()) },
      {
        version: "b",
        points: makePoints(
          300,
          minuteMs,
          (index) => 50 + normal() + (index % 12 === 0 ? 40 : 0),
          300 * minuteMs,
        ),
      },
    ]);
    expect(differences[0]?.verdict).toBe("tail-higher");
  });

  it("blames few versions of independent noise", () => {
    let wrong = 0;
    for (let seed = 0; seed < 100; seed++) {
      const normal = seedNormal(seed);
      let last = 0;
      const noise = (): number => (last = 0.5 * last + normal());
      const { differences } = compareReleases([
        { version: "a", points: makePoints(60, minuteMs, noise) },
        { version: "b", points: makePoints(60, minuteMs, noise, 60 * minuteMs) },
      ]);
      if (differences[0]?.verdict !== "no-clear-difference") wrong++;
    }
    // Two tests at 5 % each.
    expect(wrong).toBeLessThanOrEqual(18);
  });

  it("does not judge a handful of points", () => {
    const { differences, versions } = compareReleases([
      { version: "a", points: makePoints(40, minuteMs, (index) => index % 3) },
      { version: "b", points: makePoints(4, minuteMs, () => 99, 40 * minuteMs) },
      { version: "c", points: [] },
    ]);
    expect(versions).toHaveLength(2);
    expect(differences[0]?.verdict).toBe("too-few-points");
  });
});
