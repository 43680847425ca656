import { describe, expect, it } from "vitest";
import { processDocument } from "../self/process-document.ts";
import { combineOverflows } from "./combine-overflows.ts";

const overflow = {
  service: "shop",
  metric: "carts",
  limit: "metric",
  topAttribute: { key: "user.id", place: "attribute", values: 60 },
  rejectedPoints: 5,
  lastMs: 1_000,
};

function report(overflows: readonly unknown[] | undefined) {
  const rates = { rows: 0, requests: 0, bytes: 0 };
  const ingest = {
    rates: { traces: rates, metrics: rates, logs: rates },
    refusedPerSecond: 0,
    acceptedPerSecond: 0,
    refusals: [],
    rejectedRows: {},
    ...(overflows === undefined ? {} : { overflows }),
  };
  const spool = {
    depthBytes: 0,
    maxBytes: 1,
    segments: 0,
    oldestAgeMs: 0,
    quarantinedSegments: 0,
    quarantinedBytes: 0,
  };
  const document = { freshnessMs: 0, spool, disks: [], lastProblem: null, ingest };
  return { document: processDocument.parse(document) };
}

describe("combineOverflows", () => {
  it("adds up what several processes left out and keeps the latest word on why", () => {
    const latest = { ...overflow, topAttribute: null, rejectedPoints: 2, lastMs: 3_000 };
    const other = { ...overflow, metric: "orders", rejectedPoints: 9 };
    expect(combineOverflows([report([overflow, other]), report([latest])], undefined)).toEqual([
      {
        service: "shop",
        metric: "orders",
        limit: "metric",
        topAttribute: overflow.topAttribute,
        rejectedPoints: 9,
        lastAt: "1970-01-01T00:00:01.000Z",
      },
      {
        service: "shop",
        metric: "carts",
        limit: "metric",
        topAttribute: null,
        rejectedPoints: 7,
        lastAt: "1970-01-01T00:00:03.000Z",
      },
    ]);
  });

  it("keeps to one service where that is asked for", () => {
    const found = combineOverflows([report([overflow, { ...overflow, service: "bank" }])], "bank");
    expect(found?.map(({ service }) => service)).toEqual(["bank"]);
  });

  it("tells no overflow from no report, and reads reports of an older version", () => {
    expect(combineOverflows([report(undefined)], undefined)).toEqual([]);
    expect(combineOverflows([], undefined)).toBeNull();
  });
});
