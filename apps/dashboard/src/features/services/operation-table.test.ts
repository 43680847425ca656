import type { Operation } from "@headroom/contracts";
import { describe, expect, it } from "vitest";
import { sortOperations } from "./operation-table";

const operation = (name: string, timeShare: number, p95Ms: number | null): Operation => ({
  name,
  kind: "server",
  isEntry: true,
  timeShare,
  red: { calls: 1, requestRate: 1, errorRatio: 0, p50Ms: null, p95Ms, p99Ms: null },
});
const all = [operation("b", 0.2, null), operation("a", 0.2, 10), operation("c", 0.6, 5)];
const names = (list: readonly Operation[]) => list.map(({ name }) => name);

describe("sortOperations", () => {
  it("sorts by numbers, equals by name, missing values as smallest", () => {
    expect(names(sortOperations(all, "time", "desc"))).toEqual(["c", "a", "b"]);
    expect(names(sortOperations(all, "p95", "asc"))).toEqual(["b", "c", "a"]);
    expect(names(sortOperations(all, "name", "desc"))).toEqual(["c", "b", "a"]);
  });
});
