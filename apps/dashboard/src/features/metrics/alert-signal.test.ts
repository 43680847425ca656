import { ruleSignal } from "@headroom/contracts";
import { describe, expect, it } from "vitest";
import { alertHref } from "./alert-signal";

describe("alertHref", () => {
  it("carries a signal that the API takes", () => {
    const watched = {
      metric: "http.server.request.duration",
      aggregation: "p95",
      service: "checkout",
      filters: [{ key: "tier", op: "=", value: "a&b" }],
      groupBy: ["pool"],
    } as const;
    const query = new URLSearchParams(alertHref(watched).split("?")[1]);
    expect(ruleSignal.parse(JSON.parse(query.get("signal") ?? ""))).toEqual({
      type: "metric",
      ...watched,
    });
  });

  it("names the kind of rule where it is another than a threshold", () => {
    const watched = {
      metric: "m",
      aggregation: "rate",
      service: null,
      filters: [],
      groupBy: [],
    } as const;
    expect(alertHref(watched, "forecast")).toMatch(/kind=forecast/);
    expect(alertHref(watched)).not.toContain("kind=");
  });

  it("leaves the service out where all are meant", () => {
    const href = alertHref({
      metric: "m",
      aggregation: "rate",
      service: null,
      filters: [],
      groupBy: [],
    });
    expect(decodeURIComponent(href)).not.toContain("service");
  });
});
