import {
  assessSnapshot,
  createEmptySnapshot,
  sizeAll,
  type EvidenceSnapshot,
  type MetricEvidence,
  type MetricSeries,
  type PeakLoad,
} from "@headroom/patterns";

const minuteMs = 60_000;
const endMs = 1_800_000_000_000;
const window = { startMs: endMs - 60 * minuteMs, endMs };
const pool = { "db.client.connection.pool.name": "orders" };

function sketchSeries(
  labels: Readonly<Record<string, string>>,
  value: number,
  more: Partial<MetricSeries> = {},
): MetricSeries {
  const points = Array.from({ length: 60 }, (_, minute) => ({
    atMs: window.startMs + minute * minuteMs,
    value,
  }));
  const same = { first: value, last: value, avg: value, min: value, max: value, p95: value };
  return { labels, instanceId: "shop-1", ...same, points, ...more };
}

const sketchMetric = (
  name: string,
  instrument: MetricEvidence["instrument"],
  unit: string,
  series: readonly MetricSeries[],
): MetricEvidence => ({ name, instrument, unit, attributes: {}, series });

/** A shop whose pool of ten has eight connections in use, with one request a second. */
export const poolSnapshot: EvidenceSnapshot = {
  ...createEmptySnapshot({ kind: "service", name: "shop" }, window),
  timeline: Array.from({ length: 60 }, (_, minute) => ({
    atMs: window.startMs + minute * minuteMs,
    requestsPerS: 1,
    instances: 1,
  })),
  metrics: [
    sketchMetric("db.client.connection.count", "up-down-counter", "{connection}", [
      sketchSeries({ ...pool, "db.client.connection.state": "used" }, 8),
    ]),
    sketchMetric("db.client.connection.max", "up-down-counter", "{connection}", [
      sketchSeries(pool, 10),
    ]),
    sketchMetric("db.client.connection.use_time", "histogram", "s", [
      sketchSeries(pool, 0.5, { count: 36_000, sum: 18_000 }),
    ]),
  ],
};

/** One and a half times the load of now, in twelve hours. */
export const poolPeak: PeakLoad = {
  nowPerS: 1,
  peakPerS: 1.5,
  atMs: endMs + 12 * 60 * minuteMs,
};

/** What is found out about that pool. */
export function assessPool() {
  const [found] = assessSnapshot(poolSnapshot).assessed.filter(
    ({ recognition }) => recognition.patternId === "P33",
  );
  if (found === undefined) throw new Error("The pool was not recognised.");
  const sized = sizeAll(poolSnapshot, [found.recognition], { nowMs: endMs, peak: poolPeak });
  return { ...found, sized, nowMs: endMs };
}
