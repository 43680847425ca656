import { describe, expect, it } from "vitest";
import { namesOf } from "../aliases/lookup.ts";
import { gauge, histogram, sketchMetric, withMetrics } from "../recognise/fixtures.ts";
import { readDistribution } from "./aggregate.ts";
import { allSignals } from "./known-names.ts";
import { correlateRanks } from "./rank-correlation.ts";
import { readSignal } from "./read-signals.ts";
import { signal } from "./signal.ts";
import { createEmptySnapshot, snapshotBounds } from "./snapshot.ts";
import { poolSignals } from "./signals/index.ts";

const cases = allSignals.flatMap((one) =>
  one.names.map((asked) => [one.id, asked.name, one, asked] as const),
);

describe("signals", () => {
  it.each(cases)("%s is read from %s", (_id, name, one, { where }) => {
    const labels = where === undefined ? {} : { [where.keys[0] ?? ""]: where.values[0] ?? "" };
    const [reading] = readSignal(withMetrics(gauge(name, 1, labels)), one);
    expect(reading).toMatchObject({ signal: one.id, name });
  });

  it("have ids of their own", () => {
    expect(new Set(allSignals.map(({ id }) => id)).size).toBe(allSignals.length);
  });

  it("are read under every name of the alias layer", () => {
    for (const name of namesOf("k8s.hpa.pod.max")) {
      const [reading] = readSignal(
        withMetrics(gauge(name, 9)),
        signal("x", "{pod}", "k8s.hpa.pod.max"),
      );
      expect(reading?.series.last).toBe(9);
    }
  });
});

describe("readSignal", () => {
  it("trusts the unit that the metric states, then its name, then the alias", () => {
    const mean = (name: string, unit: string) =>
      readDistribution(readSignal(withMetrics(histogram(name, 20, {}, unit)), poolSignals.waitTime))
        ?.mean;
    expect(mean("db.client.connections.wait_time", "ms")).toBeCloseTo(0.02);
    expect(mean("db.client.connections.wait_time", "s")).toBe(20);
    expect(mean("db.client.connections.wait_time", "")).toBeCloseTo(0.02);
    expect(mean("db_client_connections_wait_time_milliseconds", "")).toBeCloseTo(0.02);
    expect(mean("hikaricp_connections_acquire_seconds", "")).toBe(20);
    expect(mean("hikaricp.connections.acquire", "milliseconds")).toBeCloseTo(0.02);
    expect(mean("hikaricp_connection_acquired_nanos", "")).toBeCloseTo(2e-8);
  });

  it("reads every instance, even with equal labels", () => {
    const labels = { "db.client.connection.pool.name": "x" };
    const each = ["a", "b"].map((instanceId) => ({ labels, instanceId }));
    const snapshot = withMetrics(sketchMetric("db.client.connection.max", "gauge", each));
    expect(readSignal(snapshot, poolSignals.max)).toHaveLength(2);
  });

  it("reads a series once and tells states apart by their labels", () => {
    const snapshot = withMetrics(
      sketchMetric("db.client.connection.count", "gauge", [
        { labels: { "db.client.connection.state": "used" }, value: 3 },
        { labels: { "db.client.connection.state": "idle" }, value: 7 },
      ]),
    );
    expect(readSignal(snapshot, poolSignals.used).map(({ series }) => series.last)).toEqual([3]);
    expect(readSignal(snapshot, poolSignals.idle).map(({ series }) => series.last)).toEqual([7]);
  });
});

describe("snapshot", () => {
  it("is plain JSON with a bound on every list", () => {
    const empty = createEmptySnapshot({ kind: "service", name: "a" }, { startMs: 0, endMs: 1 });
    expect(JSON.parse(JSON.stringify(empty))).toEqual(empty);
    const lists = Object.entries(empty).filter(([, value]) => Array.isArray(value));
    expect(Object.keys(snapshotBounds)).toEqual(expect.arrayContaining(lists.map(([key]) => key)));
  });
});

describe("correlateRanks", () => {
  it("is 1 for any growth, −1 for any fall, and unknown without variation", () => {
    const pairs = [1, 2, 3, 4].map((left) => ({ left, right: left ** 3 }));
    expect(correlateRanks(pairs)).toBeCloseTo(1);
    expect(correlateRanks(pairs.map(({ left, right }) => ({ left, right: -right })))).toBeCloseTo(
      -1,
    );
    expect(correlateRanks(pairs.map(({ left }) => ({ left, right: 5 })))).toBeUndefined();
  });
});
