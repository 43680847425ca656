import { describe, expect, it } from "vitest";
import type { SeriesOverflow } from "@headroom/otlp";
import { OverflowTable } from "./overflow-table.ts";

const overflowOf = (metric: string, rejectedPoints: number): SeriesOverflow => ({
  service: "shop",
  metric,
  limit: "metric",
  series: 50,
  topAttribute: undefined,
  rejectedPoints,
});

describe("OverflowTable", () => {
  it("adds up what is of the same metric, service and limit, and keeps the latest word", () => {
    const table = new OverflowTable();
    table.add(overflowOf("a", 3), 1_000);
    table.add(overflowOf("b", 10), 2_000);
    table.add({ ...overflowOf("a", 4), series: 60 }, 3_000);
    table.add({ ...overflowOf("a", 1), limit: "service" }, 4_000);
    expect(table.read(10)).toMatchObject([
      { metric: "b", rejectedPoints: 10, lastMs: 2_000 },
      { metric: "a", rejectedPoints: 7, series: 60, lastMs: 3_000 },
      { metric: "a", limit: "service", rejectedPoints: 1 },
    ]);
    expect(table.read(1)).toHaveLength(1);
  });

  it("makes room by forgetting what was not seen for longest", () => {
    const table = new OverflowTable(2);
    table.add(overflowOf("a", 1), 1);
    table.add(overflowOf("b", 1), 2);
    table.add(overflowOf("a", 1), 3);
    table.add(overflowOf("c", 1), 4);
    expect(table.read(10).map(({ metric }) => metric)).toEqual(["a", "c"]);
  });
});
