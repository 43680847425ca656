import { describe, expect, it } from "vitest";
import { makeSpan } from "./span-fixture";
import { prepareTrace } from "./trace-model";

describe("prepareTrace", () => {
  it("counts what the head of the page tells", () => {
    const spans = [
      makeSpan("a", "", 2, 100, { status: "error" }),
      makeSpan("b", "a", 0, 40, { service: "db" }),
      makeSpan("o", "gone", 70, 80),
    ];
    const model = prepareTrace({ spans, services: ["shop", "db"] });
    expect(model.main?.key).toBe("a");
    expect(model.errorCount).toBe(1);
    expect(model.orphanCount).toBe(1);
    expect(model.maxSkewMs).toBe(2);
    expect([...model.criticalPath.keys()].toSorted()).toEqual(["a", "b"]);
    expect(model.busiest?.node.key).toBe("a");
    expect(model.busiest?.pathMs).toBe(60);
    expect(model.busiest?.share).toBeCloseTo(60 / 98);
    expect(model.colors.get("db")).toMatch(/^var\(--series-\d\)$/);
  });

  it("takes a trace without spans", () => {
    const model = prepareTrace({ spans: [], services: [] });
    expect(model.main).toBeUndefined();
    expect(model.busiest).toBeUndefined();
  });
});
