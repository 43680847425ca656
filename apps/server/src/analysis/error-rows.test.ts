import type { ErrorPlace, ErrorTotals } from "@headroom/telemetry-store";
import { describe, expect, it } from "vitest";
import { servicesWithNewErrors, toErrorRows } from "./error-rows.ts";

const totals = (
  service: string,
  baseline: [calls: number, errors: number],
  window: [calls: number, errors: number],
): ErrorTotals => ({
  service,
  operation: "GET /",
  baseline: { calls: baseline[0], errors: baseline[1] },
  window: { calls: window[0], errors: window[1] },
});

describe("errors before and in a window", () => {
  it("are looked at closely where there are more than expected, most first", () => {
    const all = [
      totals("as-before", [100, 10], [200, 20]),
      totals("worse", [100, 0], [100, 20]),
      totals("new", [0, 0], [50, 30]),
      totals("worst", [100, 0], [100, 90]),
    ];
    expect(servicesWithNewErrors(all, 2)).toEqual(["worst", "new"]);
    expect(servicesWithNewErrors(all, 9)).toEqual(["worst", "new", "worse"]);
  });

  it("are scaled to all calls where a sample was read, and told by version and instance", () => {
    const place: ErrorPlace = {
      ...totals("pay", [10, 1], [20, 8]),
      version: "2",
      instance: "pay-1",
    };
    const rows = toErrorRows(
      [totals("pay", [100, 10], [400, 160]), totals("web", [5, 0], [5, 1])],
      [place],
    );
    expect(rows).toEqual([
      {
        service: "web",
        operation: "GET /",
        baseline: { count: 5, sum: 0 },
        window: { count: 5, sum: 1 },
      },
      {
        service: "pay",
        operation: "GET /",
        attributes: { "service.version": "2", "service.instance.id": "pay-1" },
        baseline: { count: 100, sum: 10 },
        window: { count: 400, sum: 160 },
      },
    ]);
  });
});
