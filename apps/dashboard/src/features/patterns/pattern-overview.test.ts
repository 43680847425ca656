import { describe, expect, it } from "vitest";
import { sketchOverview, sketchPattern, sketchService } from "./pattern-fixture";
import { buildMatrix, countLevels, filterServices, type PatternFilter } from "./pattern-overview";

const ALL: PatternFilter = { service: null, family: null, health: null, q: "" };
const pool = (subject: string, score: number | null) =>
  sketchPattern({ subject, score, measuredScore: score });
const cache = (score: number) =>
  sketchPattern({
    patternId: "P13",
    name: "In-process cache",
    family: "caching",
    subject: "products",
    score,
    measuredScore: score,
  });

const overview = sketchOverview(
  sketchService("catalog", [pool("reads", 95), cache(70)], ["P14"]),
  sketchService("quiet", []),
  sketchService("checkout", [pool("orders", 99), pool("stock", 20)], ["P13"]),
);

describe("filterServices", () => {
  it("puts the worst service and its worst pattern first", () => {
    const shown = filterServices(overview, ALL);
    expect(shown.map(({ service }) => service)).toEqual(["checkout", "catalog", "quiet"]);
    expect(shown[0]?.patterns.map(({ subject }) => subject)).toEqual(["stock", "orders"]);
  });

  it.each<[string, Partial<PatternFilter>, string[]]>([
    ["service", { service: "catalog" }, ["catalog"]],
    ["family", { family: "caching" }, ["catalog"]],
    ["health", { health: "poor" }, ["checkout"]],
    ["text of a subject", { q: "stock pool" }, ["checkout"]],
    ["text of nothing", { q: "nothing" }, []],
  ])("narrows by %s", (_, filter, expected) => {
    const shown = filterServices(overview, { ...ALL, ...filter });
    expect(shown.map(({ service }) => service)).toEqual(expected);
  });
});

it("counts levels", () => {
  expect(countLevels(overview.items)).toEqual({ poor: 1, strained: 1, healthy: 2, unmeasured: 0 });
});

describe("buildMatrix", () => {
  const { columns, rows } = buildMatrix(overview.items);

  it("has a column for each pattern in use", () => {
    expect(columns.map(({ patternId }) => patternId)).toEqual(["P13", "P33"]);
  });

  it("shows the worst subject, and tells “not seen” from “not looked for”", () => {
    const checkout = rows.find(({ service }) => service === "checkout");
    expect(checkout?.cells[1]).toMatchObject({ worst: { subject: "stock" }, count: 2 });
    expect(checkout?.cells[0]).toEqual({ worst: null, count: 0, notSeen: true });
    const quiet = rows.find(({ service }) => service === "quiet");
    expect(quiet?.cells[0]?.notSeen).toBe(false);
  });
});
