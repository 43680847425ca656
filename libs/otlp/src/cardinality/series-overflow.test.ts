import { describe, expect, it } from "vitest";
import { describeOverflow } from "./series-overflow.ts";
import type { SeriesOverflow } from "./series-overflow.ts";

const overflow: SeriesOverflow = {
  service: "checkout",
  metric: "http.requests",
  limit: "metric",
  series: 20_000,
  topAttribute: { key: "user.id", place: "attribute", values: 19_874 },
  rejectedPoints: 3,
};

describe("describeOverflow", () => {
  it("names metric, service and the attribute with the most values", () => {
    expect(describeOverflow(overflow)).toBe(
      "checkout: http.requests has 20,000 series, as many as a metric may have; user.id alone has about 19,874 values",
    );
    expect(
      describeOverflow({
        ...overflow,
        limit: "service",
        series: 1_200_000,
        topAttribute: { key: "k8s.pod.name", place: "resource", values: 812 },
      }),
    ).toBe(
      "checkout has 1,200,000 series, as many as a service may have, so new ones of http.requests were left out; the resource attribute k8s.pod.name alone has about 812 values",
    );
    expect(describeOverflow({ ...overflow, series: 7, topAttribute: undefined })).toBe(
      "checkout: http.requests has 7 series, as many as a metric may have",
    );
  });
});
