import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isolatedInstants, prepareChart, statsOf, type ChartPoint } from "./series-data";

const line = (id: string, points: readonly ChartPoint[]) => ({ id, label: id, points });

describe("prepareChart", () => {
  it("joins series on their instants", () => {
    const chart = prepareChart([
      line("a", [
        [0, 1],
        [10, 2],
      ]),
      line("b", [
        [10, 5],
        [20, 6],
      ]),
    ]);
    expect(chart.rows).toEqual([
      { t: 0, s0: 1, s1: null },
      { t: 10, s0: 2, s1: 5 },
      { t: 20, s0: null, s1: 6 },
    ]);
    expect(chart.stepMs).toBe(10);
    expect(chart.maxValue).toBe(6);
  });

  it("keeps a gap a gap", () => {
    const chart = prepareChart([
      line("a", [
        [0, 1],
        [10, 1],
        [20, 1],
        [60, 1],
        [70, 1],
      ]),
    ]);
    expect(chart.rows.map(({ t }) => t)).toEqual([0, 10, 20, 30, 60, 70]);
    expect(chart.rows[3]).toEqual({ t: 30, s0: null });
  });

  it("draws the largest series and counts the others", () => {
    const many = Array.from({ length: 12 }, (_, index) => line(`s${index}`, [[0, index]]));
    const chart = prepareChart(many, { maxSeries: 3, hiddenSeries: 5 });
    expect(chart.series.map(({ id }) => id)).toEqual(["s9", "s10", "s11"]);
    expect(chart.hidden).toBe(14);
  });

  it("adds up stacks", () => {
    const chart = prepareChart([line("a", [[0, 2]]), line("b", [[0, 3]])], { stacked: true });
    expect(chart.maxValue).toBe(5);
  });

  it("never loses or invents a value", () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.option(fc.integer()));
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(point, { selector: ([t]) => t }), { maxLength: 5 }),
        (all) => {
          const chart = prepareChart(all.map((points, index) => line(String(index), points)));
          const given = all.flat().filter(([, value]) => value !== null).length;
          const drawn = chart.rows.flatMap((row) =>
            chart.series.map(({ key }) => row[key] ?? null),
          );
          expect(drawn.filter((value) => value !== null).length).toBe(given);
          expect(chart.rows.every((row, i) => i === 0 || row.t > (chart.rows[i - 1]?.t ?? 0))).toBe(
            true,
          );
        },
      ),
    );
  });
});

describe("the step", () => {
  it("gives a lone bar its width, and long pauses no wide bars", () => {
    const lone = prepareChart([line("a", [[100, 3]])], { stepMs: 10 });
    expect(lone.rows.map(({ t }) => t)).toEqual([90, 100]);
    expect(lone.stepMs).toBe(10);
    const apart = prepareChart(
      [
        line("a", [
          [100, 3],
          [900, 1],
        ]),
      ],
      { stepMs: 10 },
    );
    expect(apart.rows.map(({ t }) => t)).toEqual([100, 110, 900]);
  });
});

describe("isolatedInstants", () => {
  it("finds the points that stand alone", () => {
    const { rows } = prepareChart([
      line("a", [
        [0, 1],
        [10, null],
        [20, 5],
        [30, 5],
        [40, null],
        [50, 2],
      ]),
    ]);
    expect([...isolatedInstants(rows, "s0")]).toEqual([0, 50]);
  });
});

describe("statsOf", () => {
  it("leaves out what was not measured", () => {
    expect(
      statsOf([
        [0, 1],
        [1, null],
        [2, 3],
        [3, null],
      ]),
    ).toEqual({ last: 3, avg: 2, max: 3, sum: 4 });
    expect(statsOf([[0, null]])).toEqual({ last: null, avg: null, max: null, sum: null });
  });
});
