import { describe, expect, it } from "vitest";
import { prepareChart } from "./series-data";
import { summarizeChart } from "./summary";

describe("summarizeChart", () => {
  it("tells last and highest values", () => {
    const chart = prepareChart([
      {
        id: "p95",
        label: "p95",
        points: [
          [0, 2],
          [1, 1],
        ],
      },
    ]);
    expect(summarizeChart("Duration", chart, "s")).toBe("Duration: p95 last 1 s, highest 2 s.");
  });

  it("says when there is nothing and when there is more", () => {
    expect(summarizeChart("Errors", prepareChart([]), "1")).toBe("Errors: no data in this range.");
    const many = Array.from({ length: 5 }, (_, i) => ({ id: `${i}`, label: `${i}`, points: [] }));
    expect(summarizeChart("Errors", prepareChart(many), "1")).toMatch(/and 2 more series/);
  });
});
