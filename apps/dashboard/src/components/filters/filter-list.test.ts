import { describe, expect, it } from "vitest";
import { addFilter, describeFilter, invertFilter, MAX_FILTERS, removeFilter } from "./filter-list";

const gold = { key: "tier", op: "=", value: "gold" } as const;

describe("addFilter", () => {
  it("replaces the same key's value and its opposite", () => {
    expect(addFilter([gold], { ...gold, value: "silver" })).toEqual([{ ...gold, value: "silver" }]);
    expect(addFilter([gold], { ...gold, op: "!=" })).toEqual([{ ...gold, op: "!=" }]);
    expect(addFilter([gold], gold)).toEqual([gold]);
  });

  it("lets several exclusions and other keys stand", () => {
    const without = { key: "tier", op: "!=", value: "free" } as const;
    const region = { key: "region", op: "=", value: "gold" } as const;
    expect(addFilter([without, region], { ...without, value: "trial" })).toHaveLength(3);
    const exists = { key: "tier", op: "exists" } as const;
    expect(addFilter([gold, exists], exists)).toEqual([gold, exists]);
    const contains = { key: "tier", op: "contains", value: "gold" } as const;
    expect(addFilter([gold], contains)).toEqual([gold, contains]);
  });

  it("stays within what a query can carry", () => {
    const many = Array.from({ length: MAX_FILTERS }, (_, index) => ({ ...gold, key: `k${index}` }));
    expect(addFilter(many, gold)).toHaveLength(MAX_FILTERS);
    expect(addFilter(many, gold).at(-1)).toEqual(gold);
  });
});

describe("filters", () => {
  it("read plainly", () => {
    expect(describeFilter(gold)).toBe("tier = gold");
    expect(describeFilter({ ...gold, op: "!=", value: "" })).toBe("tier ≠ (empty)");
    expect(describeFilter({ key: "tier", op: "exists" })).toBe("tier exists");
  });

  it("can be removed and turned round", () => {
    const exists = { key: "tier", op: "exists" } as const;
    expect(removeFilter([gold, exists], 0)).toEqual([exists]);
    expect(invertFilter([gold, exists], 0)).toEqual([{ ...gold, op: "!=" }, exists]);
    expect(invertFilter(invertFilter([gold], 0), 0)).toEqual([gold]);
    expect(invertFilter([exists], 0)).toEqual([exists]);
  });
});
