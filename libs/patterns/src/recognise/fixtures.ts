import { createEmptySnapshot } from "../evidence/snapshot.ts";
import type { EvidenceSnapshot, InstanceEvidence, VersionEvidence } from "../evidence/snapshot.ts";
import type { MetricEvidence, MetricSeries } from "../evidence/metric-evidence.ts";
import type { RouteEvidence, SpanShape } from "../evidence/span-evidence.ts";
import type { EdgeEvidence } from "../evidence/topology-evidence.ts";

/** Window of the snapshots that tests build: one hour. */
export const testWindow = { startMs: 1_700_000_000_000, endMs: 1_700_003_600_000 };

/** Labels and values of a series; a number stands for every statistic of it. */
export interface SeriesSketch extends Partial<Omit<MetricSeries, "labels">> {
  readonly labels?: Record<string, string>;
  readonly value?: number;
}

/** Points once a minute over the window of the tests. */
export function sketchPoints(valueAt: (minute: number) => number) {
  return Array.from({ length: 60 }, (_, minute) => ({
    atMs: testWindow.startMs + minute * 60_000,
    value: valueAt(minute),
  }));
}

/** A metric by its name as sent. */
export function sketchMetric(
  name: string,
  instrument: MetricEvidence["instrument"],
  sketches: readonly SeriesSketch[],
  unit = "",
): MetricEvidence {
  const series = sketches.map(({ labels = {}, value = 1, ...rest }): MetricSeries => ({
    labels,
    first: value,
    last: value,
    avg: value,
    min: value,
    max: value,
    p95: value,
    ...(instrument === "counter" ? { increase: value } : {}),
    ...(instrument === "histogram" ? { count: 100, sum: 100 * value } : {}),
    points: sketchPoints(() => value),
    ...rest,
  }));
  const keys = new Set(series.flatMap(({ labels }) => Object.keys(labels)));
  const attributes = Object.fromEntries(
    [...keys].map((key) => [key, [...new Set(series.flatMap(({ labels }) => labels[key] ?? []))]]),
  );
  return { name, instrument, unit, attributes, series };
}

/** A gauge of one series. */
export function gauge(name: string, value = 1, labels: Record<string, string> = {}, unit = "") {
  return sketchMetric(name, "gauge", [{ labels, value }], unit);
}

/** A counter of one series that grew by `increase` in the window. */
export function counter(name: string, increase = 1, labels: Record<string, string> = {}) {
  return sketchMetric(name, "counter", [{ labels, value: increase / 3600, increase }]);
}

/** A histogram of one series with this mean. */
export function histogram(name: string, mean = 1, labels: Record<string, string> = {}, unit = "s") {
  return sketchMetric(name, "histogram", [{ labels, value: mean }], unit);
}

/** A snapshot of the service `checkout` with these parts. */
export function sketchSnapshot(parts: Partial<EvidenceSnapshot> = {}): EvidenceSnapshot {
  return { ...createEmptySnapshot({ kind: "service", name: "checkout" }, testWindow), ...parts };
}

/** A snapshot that knows nothing but these metrics. */
export function withMetrics(...metrics: readonly MetricEvidence[]): EvidenceSnapshot {
  return sketchSnapshot({ metrics });
}

/** An instance that lives through the window and takes ten requests per second. */
export function sketchInstance(
  id: string,
  parts: Partial<InstanceEvidence> = {},
): InstanceEvidence {
  return {
    id,
    version: "1.0.0",
    firstSeenMs: testWindow.startMs,
    lastSeenMs: testWindow.endMs,
    requestsPerS: 10,
    p95S: 0.1,
    meanS: 0.05,
    routes: ["POST /orders"],
    ...parts,
  };
}

/** A version over the whole window; `shareAt` gives its share of requests by minute. */
export function sketchVersion(
  version: string,
  shareAt: (minute: number) => number,
  parts: Partial<VersionEvidence> = {},
): VersionEvidence {
  return {
    version,
    firstSeenMs: testWindow.startMs,
    lastSeenMs: testWindow.endMs,
    instances: 4,
    requests: 10_000,
    errors: 10,
    p95S: 0.1,
    shares: sketchPoints(shareAt).map(({ atMs, value }) => ({ atMs, share: value })),
    ...parts,
  };
}

/** A client span to PostgreSQL below `POST /orders`. */
export function sketchShape(parts: Partial<SpanShape> = {}): SpanShape {
  return {
    kind: "client",
    name: "SELECT products",
    entry: "POST /orders",
    dbSystem: "postgresql",
    dbNamespace: "shop",
    dbOperation: "SELECT",
    serverAddress: "db-1:5432",
    calls: 1000,
    callsPerS: 0.3,
    errorRatio: 0,
    meanS: 0.002,
    p95S: 0.004,
    ...parts,
  };
}

/** A read route of which four in ten requests reach the store. */
export function sketchRoute(parts: Partial<RouteEvidence> = {}): RouteEvidence {
  return {
    name: "GET /products/:id",
    kind: "server",
    method: "GET",
    traces: 200,
    storeShare: 0.4,
    cacheServerShare: 0,
    fastP95S: 0.001,
    slowP95S: 0.01,
    sequences: [],
    ...parts,
  };
}

/** Calls of the gateway to two instances of the subject. */
export function sketchEdge(parts: Partial<EdgeEvidence> = {}): EdgeEvidence {
  return {
    direction: "in",
    peer: "gateway",
    protocol: "http",
    callsPerS: 20,
    errorRatio: 0,
    p95S: 0.1,
    serverAddresses: ["checkout:80"],
    targets: [
      { id: "a", callsPerS: 10 },
      { id: "b", callsPerS: 10 },
    ],
    ...parts,
  };
}
