import { describe, expect, it } from "vitest";
import { idOf, nameSeries, sortSeriesRows, toChartSeries, toSeriesRows } from "./series-table";

describe("nameSeries", () => {
  it("is as short as the labels allow", () => {
    expect(nameSeries({}, "http.requests")).toBe("http.requests");
    expect(nameSeries({ pool: "main" }, "m")).toBe("main");
    expect(nameSeries({ pool: "" }, "m")).toBe("no pool");
    expect(nameSeries({ pool: "main", state: "" }, "m")).toBe("pool=main, state=–");
  });
});

describe("series", () => {
  const rows = toSeriesRows(
    [
      {
        labels: { pool: "a" },
        points: [
          [0, 1],
          [1, null],
          [2, 5],
        ],
      },
      { labels: { pool: "b" }, points: [[0, null]] },
      {
        labels: { pool: "c" },
        points: [
          [0, -4],
          [1, -2],
          [2, null],
        ],
      },
    ],
    "m",
  );

  it("are summed up over the points that have a value", () => {
    expect(rows.map(({ last, min, avg, max }) => [last, min, avg, max])).toEqual([
      [5, 1, 3, 5],
      [null, null, null, null],
      [-2, -4, -3, -2],
    ]);
  });

  it("sort with the empty ones last, either way", () => {
    const order = (descending: boolean) =>
      sortSeriesRows(rows, "last", descending).map(({ label }) => label);
    expect(order(true)).toEqual(["a", "c", "b"]);
    expect(order(false)).toEqual(["c", "a", "b"]);
    expect(sortSeriesRows(rows, "label", true).map(({ label }) => label)).toEqual(["c", "b", "a"]);
  });

  it("have one identity in chart and table, whatever the order of labels", () => {
    expect(idOf({ a: "1", b: "2" })).toBe(idOf({ b: "2", a: "1" }));
    expect(toChartSeries([{ labels: { pool: "a" }, points: [] }], "m")[0]?.id).toBe(rows[0]?.id);
  });
});
