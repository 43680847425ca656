import { describe, expect, it } from "vitest";
import type { AddResult, SeriesOverflow } from "@headroom/otlp";
import { describeAdded } from "./describe-added.ts";

const clean: AddResult = {
  accepted: 3,
  rejected: 0,
  reasons: new Map(),
  overflows: [],
  trims: { attributesDropped: 0, valuesTruncated: 0 },
};
const overflow: SeriesOverflow = {
  service: "shop",
  metric: "carts",
  limit: "metric",
  series: 50,
  topAttribute: { key: "user.id", place: "attribute", values: 49 },
  rejectedPoints: 2,
};

describe("describeAdded", () => {
  it("says nothing where everything was kept", () => {
    expect(describeAdded(clean)).toBe("");
  });

  it("says what was rejected, which metric is full and which setting says so", () => {
    const reasons = new Map([["too_many_series_of_metric", 2]] as const);
    expect(describeAdded({ ...clean, rejected: 2, reasons, overflows: [overflow] })).toBe(
      "2 × too_many_series_of_metric (leave out the attribute with the most values); shop: carts has 50 series, as many as a metric may have; user.id alone has about 49 values; the limit is HEADROOM_MAX_SERIES_PER_METRIC",
    );
  });

  it("names three metrics at most", () => {
    const overflows = Array.from({ length: 9 }, (_, index) => ({
      ...overflow,
      metric: `m${index}`,
      limit: "service" as const,
    }));
    const message = describeAdded({ ...clean, overflows });
    expect(message).toContain("new ones of m2");
    expect(message).not.toContain("new ones of m3");
    expect(message).toContain("and 6 more metrics; the limit is HEADROOM_MAX_SERIES_PER_SERVICE");
  });

  it("warns of what was cut from rows that were kept", () => {
    const trims = { attributesDropped: 4, valuesTruncated: 1 };
    expect(describeAdded({ ...clean, trims })).toBe(
      "4 attributes were dropped: send fewer or shorter keys, or raise HEADROOM_MAX_ATTRIBUTES; 1 values were cut: send shorter ones, or raise HEADROOM_MAX_ATTRIBUTE_BYTES or HEADROOM_MAX_BODY_TEXT_BYTES",
    );
  });
});
