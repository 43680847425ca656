import { describe, expect, it } from "vitest";
import { buildTimeline, collectResource, listInstances, selectRequests } from "./instances.ts";
import { findLife, findLiveSteps } from "./live-instances.ts";
import { sketchActivity } from "./span-fixtures.ts";

const grid = { fromMs: 0, stepMs: 60_000, count: 10 };
const window = { startMs: 0, endMs: 600_000 };
const always = Array.from({ length: 10 }, () => 30);

describe("findLiveSteps", () => {
  it.each([
    ["a steady instance", always, "1111111111"],
    ["one that came", [0, 0, 0, 0, 9, 9, 9, 9, 9, 9], "0000111111"],
    ["one that went", [9, 9, 9, 9, 0, 0, 0, 0, 0, 0], "1111000000"],
    ["one that was away", [9, 9, 9, 0, 0, 0, 0, 9, 9, 9], "1110000111"],
    ["few requests with gaps by chance", [1, 0, 0, 1, 0, 1, 0, 0, 1, 0], "1111111111"],
    ["nothing", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], "0000000000"],
  ])("of %s", (_what, spans, expected) => {
    const live = findLiveSteps([sketchActivity(spans)], grid);
    expect(live.map(Number).join("")).toBe(expected);
  });
});

describe("findLife", () => {
  const day = { startMs: 0, endMs: 1_000 };

  it.each([
    ["a busy one that came and went", 600, 200, 800, [200, 800]],
    ["one that is rarely asked", 6, 200, 800, [0, 1_000]],
    ["one that was asked a few times at the end", 6, 900, 990, [900, 1_000]],
    ["one that was asked once", 1, 500, 501, [500, 501]],
    ["one that was there before", 600, -50, 1_050, [0, 1_000]],
  ])("of %s", (_what, spans, firstSeenMs, lastSeenMs, [first, last]) => {
    expect(findLife([{ spans, firstSeenMs, lastSeenMs }], day)).toEqual({
      firstSeenMs: first,
      lastSeenMs: last,
    });
  });
});

describe("selectRequests", () => {
  it("prefers requests to own work, and takes that where there is nothing else", () => {
    const server = sketchActivity([1]);
    const own = sketchActivity([1], { kind: 1 });
    expect(selectRequests([own, server])).toEqual([server]);
    expect(selectRequests([own])).toEqual([own]);
  });
});

describe("listInstances", () => {
  it("adds up what an instance serves and takes", () => {
    const resource = { "host.name": "h", "deployment.environment": "prod", role: "Primary" };
    const found = listInstances(
      [
        sketchActivity(always, { resource }),
        sketchActivity(always, { kind: 5, operations: ["process"], resource }),
        sketchActivity(always, { instance: "" }),
      ],
      window,
    );
    expect(found).toEqual([
      {
        id: "a",
        version: "1",
        host: "h",
        environment: "prod",
        role: "primary",
        firstSeenMs: 0,
        lastSeenMs: 600_000,
        requestsPerS: 1,
        p95S: 0.02,
        meanS: 0.01,
        inFlight: 0.01,
        routes: ["GET /", "process"],
      },
    ]);
  });

  it("takes no other word for a role", () => {
    const resource = { role: "frontend" };
    expect(listInstances([sketchActivity(always, { resource })], window)[0]?.role).toBeUndefined();
  });
});

describe("buildTimeline", () => {
  it("leaves out the time in which nothing was heard", () => {
    const half = [0, 0, 60, 60, 60, 60, 60, 0, 0, 0];
    const points = buildTimeline(
      [sketchActivity(half), sketchActivity(half, { instance: "b" })],
      grid,
    );
    expect(points.map(({ atMs }) => atMs / 60_000)).toEqual([2, 3, 4, 5, 6]);
    expect(points[0]).toEqual({ atMs: 120_000, requestsPerS: 2, instances: 2 });
  });

  it("keeps instances that few requests reach", () => {
    const left = sketchActivity([1, 0, 1, 1, 0, 0, 1, 0, 1, 1]);
    const right = sketchActivity([0, 1, 1, 0, 1, 0, 0, 1, 0, 1], { instance: "b" });
    const counts = buildTimeline([left, right], grid).map(({ instances }) => instances);
    expect(new Set(counts)).toEqual(new Set([2]));
  });
});

describe("collectResource", () => {
  it("keeps 50 keys with 20 values each", () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      sketchActivity([1], {
        resource: Object.fromEntries(
          Array.from({ length: 60 }, (__, key) => [`key-${key}`, `value-${index}`]),
        ),
      }),
    );
    const resource = collectResource(many);
    expect(Object.keys(resource)).toHaveLength(50);
    expect(resource["key-0"]).toHaveLength(20);
  });
});
