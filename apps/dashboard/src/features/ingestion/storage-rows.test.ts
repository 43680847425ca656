import { describe, expect, it } from "vitest";
import { sortServices, sortTables } from "./storage-rows";

const table = (name: string, rows: number, bytes: number) => ({
  table: name,
  rows,
  bytes,
  parts: 1,
  uncompressedBytes: bytes * 4,
});

describe("sortTables", () => {
  const tables = [table("logs", 10, 1_000), table("spans", 100, 2_000), table("empty", 0, 0)];

  it("puts the largest first, and names from a to z", () => {
    expect(sortTables(tables, "bytes").map((each) => each.table)).toEqual([
      "spans",
      "logs",
      "empty",
    ]);
    expect(sortTables(tables, "table").map((each) => each.table)).toEqual([
      "empty",
      "logs",
      "spans",
    ]);
  });

  it("says what a row takes; of an empty table nobody knows", () => {
    expect(sortTables(tables, "perRow").map((each) => each.perRow)).toEqual([100, 20, null]);
  });
});

describe("sortServices", () => {
  it("breaks ties by name", () => {
    const services = [
      { service: "b", rows: 1, estimatedBytes: 5 },
      { service: "a", rows: 1, estimatedBytes: 9 },
    ];
    expect(sortServices(services, "rows").map(({ service }) => service)).toEqual(["a", "b"]);
    expect(sortServices(services, "estimatedBytes")[0]?.service).toBe("a");
  });
});
