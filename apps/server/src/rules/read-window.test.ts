import type { Signal } from "@headroom/alerting";
import { describe, expect, it } from "vitest";
import { toWindowSignal } from "./read-window.ts";

describe("toWindowSignal", () => {
  it("keeps every condition of a log signal", () => {
    const signal: Signal = {
      type: "logs",
      service: "checkout",
      minSeverity: 17,
      query: "declined",
      filters: [{ key: "order.id", op: "exists" }],
      groupBy: ["service"],
    };
    expect(toWindowSignal(signal)).toEqual({
      type: "logs",
      service: "checkout",
      minSeverity: 17,
      q: "declined",
      attributes: [{ key: "order.id", op: "exists" }],
      groupBy: ["service"],
    });
  });
});
