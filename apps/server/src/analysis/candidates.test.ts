import type { Signal } from "@headroom/alerting";
import { METRIC_HTTP_SERVER_REQUEST_DURATION } from "@opentelemetry/semantic-conventions";
import { describe, expect, it } from "vitest";
import {
  candidatesOfMetrics,
  candidatesOfRed,
  isAboutSameCalls,
  servicesInScope,
} from "./candidates.ts";
import { adviceFor } from "./find-correlations.ts";

const range = { fromMs: 0, toMs: 180_000, stepMs: 60_000 };
const call = { calls: 6, errors: 0, errorRatio: 0, avgMs: 2, maxMs: 9, p50Ms: 1, p99Ms: 8 };
const red = candidatesOfRed(
  {
    stepMs: 60_000,
    leftOut: 0,
    services: [{ service: "pay", points: [{ ...call, timeMs: 60_000, rate: 0.1, p95Ms: 5 }] }],
  },
  range,
);
const metrics = candidatesOfMetrics(
  {
    leftOut: 0,
    series: [
      {
        service: "pay",
        metric: "pool.connections",
        unit: "{connection}",
        aggregation: "sum",
        state: { key: "state", value: "used" },
        points: [[0, 4]],
      },
      {
        service: "pay",
        metric: METRIC_HTTP_SERVER_REQUEST_DURATION,
        unit: "s",
        aggregation: "p95",
        points: [[0, 0.1]],
      },
    ],
  },
  range,
);

describe("series to compare", () => {
  it("are the measures of each service's calls, a point for each step", () => {
    expect(red.map(({ id }) => id)).toEqual([
      "call rate of pay",
      "error ratio of pay",
      "p95 latency of pay",
      "mean latency of pay",
    ]);
    expect(red[0]?.shown).toEqual([
      [0, null],
      [60_000, 0.1],
      [120_000, 0],
    ]);
    expect(red[2]?.points).toEqual([{ timeMs: 60_000, value: 5 }]);
  });

  it("are metrics that can be opened with their state", () => {
    expect(metrics[0]).toMatchObject({
      id: "pool.connections (state = used) of pay, sum",
      signal: { filters: [{ key: "state", op: "=", value: "used" }], service: "pay" },
      unit: "{connection}",
    });
  });

  const target = (measure: string): Signal => ({ type: "red", measure, groupBy: [] }) as Signal;
  it.each([
    ["p99", "pay", ["p95 latency of pay", "mean latency of pay"], true],
    ["errors", "pay", ["error ratio of pay"], false],
    ["rate", "pay", ["call rate of pay"], false],
    ["p99", "web", [], false],
    ["p99", undefined, [], false],
  ])("are not about the same calls as %s of %s: %j", (measure, service, same, isDuration) => {
    const about = (each: (typeof red)[number]) => isAboutSameCalls(target(measure), service, each);
    expect(red.filter(about).map(({ id }) => id)).toEqual(same);
    expect(metrics.filter(about)).toHaveLength(isDuration ? 1 : 0);
  });

  const edges = [
    { caller: "web", callee: "pay" },
    { caller: "pay", callee: "bank" },
    { caller: "bank", callee: "vault" },
  ];
  it.each([
    ["service" as const, ["pay"], ["pay"]],
    ["neighbours" as const, ["pay"], ["pay", "web", "bank"]],
    ["all" as const, ["pay"], undefined],
    ["neighbours" as const, [], undefined],
  ])("come from %s of %j: %j", (scope, own, services) => {
    expect(servicesInScope(scope, own, edges)).toEqual(services);
  });
});

describe("advice", () => {
  const steps = { fromMs: 0, toMs: 3_600_000, stepMs: 60_000 };
  const series = (count: number, valueAt: (index: number) => number) => ({
    id: "p95 latency of pay",
    points: Array.from({ length: count }, (_, index) => ({
      timeMs: index * 60_000,
      value: valueAt(index),
    })),
  });

  it.each([
    ["too few points", series(5, (index) => index % 3), 3, "choose a longer window"],
    ["no movement", series(60, () => 7), 3, "does not change"],
    ["nobody to compare with", series(60, (index) => (index * 31) % 17), 0, "wider scope"],
  ])("tells what to do about %s", (_name, target, candidates, words) => {
    expect(adviceFor(target, candidates, steps)).toContain(words);
  });

  it("is not needed where something was compared", () => {
    expect(
      adviceFor(
        series(60, (index) => (index * 31) % 17),
        3,
        steps,
      ),
    ).toBeNull();
  });
});
