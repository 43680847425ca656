import { describe, expect, it } from "vitest";
import {
  compareExhaustion,
  filterRows,
  sortRows,
  urgencyOf,
  type CapacityFilter,
} from "./capacity-table";
import { dayOf2026, sketchExhaustion, sketchHeadroom } from "./headroom-fixture";

const ALL: CapacityFilter = { service: null, resource: null, status: null, q: "" };
const soon = sketchHeadroom();
const maybe = sketchHeadroom({
  service: "cart",
  resource: "heap",
  subject: "cart",
  headroomPercent: 60,
  usedNow: 2,
  exhaustion: sketchExhaustion(5, null, null),
});
const later = sketchHeadroom({
  service: "catalog",
  subject: "reads",
  headroomPercent: 80,
  usedNow: 19,
  exhaustion: sketchExhaustion(null, null, null),
});
const learning = sketchHeadroom({
  service: "payments",
  status: "learning",
  headroomPercent: null,
  usedNow: null,
  exhaustion: null,
});
const rows = [learning, later, maybe, soon];
const names = (sorted: readonly { service: string }[]) => sorted.map(({ service }) => service);

describe("sortRows", () => {
  it("puts a likely date before a mere chance, and what has no date last", () => {
    expect(names(sortRows(rows, "exhausted", "asc"))).toEqual([
      "checkout",
      "cart",
      "catalog",
      "payments",
    ]);
  });

  it("keeps what has no number last either way", () => {
    expect(names(sortRows(rows, "headroom", "desc"))).toEqual([
      "catalog",
      "cart",
      "checkout",
      "payments",
    ]);
    expect(names(sortRows(rows, "used", "desc"))[0]).toBe("catalog");
    expect(names(sortRows(rows, "service", "asc"))[0]).toBe("cart");
  });

  it("compares without dates by what is left", () => {
    expect([learning, later].sort(compareExhaustion)[0]).toBe(later);
  });
});

it.each<[Partial<CapacityFilter>, string[]]>([
  [{ service: "cart" }, ["cart"]],
  [{ resource: "heap" }, ["cart"]],
  [{ status: "learning" }, ["payments"]],
  [{ q: "pool reads" }, ["catalog"]],
])("narrows by %o", (filter, expected) => {
  expect(names(filterRows(rows, { ...ALL, ...filter }))).toEqual(expected);
});

it("knows what is urgent", () => {
  const nowMs = Date.parse(dayOf2026(0));
  expect(urgencyOf(soon, nowMs)).toBe("now");
  expect(urgencyOf(soon, Date.parse(dayOf2026(-30)))).toBe("soon");
  expect(urgencyOf(later, nowMs)).toBe("later");
  expect(urgencyOf(learning, nowMs)).toBe("unknown");
  expect(urgencyOf(sketchHeadroom({ exhaustion: null, headroomPercent: -3 }), nowMs)).toBe("now");
});
