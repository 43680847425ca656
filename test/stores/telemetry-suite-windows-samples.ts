import { spanIdOf, traceIdOf } from "./telemetry-samples.ts";
import type { SampleLog, SampleMetric, SamplePoint, SampleSpan } from "./telemetry-samples.ts";

/** A stream of numbers in [0, 1) that is the same for the same seed (a linear congruence). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const service = "windows";
const minuteMs = 60_000;
const lengthMs = 40 * minuteMs;

// Irregular times over 40 minutes; now and then a pause longer than the look-back of 5 minutes.
function timesFrom(random: () => number, baseMs: number, meanMs: number): number[] {
  const times: number[] = [];
  for (let timeMs = baseMs + random() * meanMs; timeMs < baseMs + lengthMs;) {
    times.push(Math.floor(timeMs));
    timeMs += 1 + random() * 2 * meanMs + (random() < 0.06 ? 6.5 * minuteMs : 0);
  }
  return times;
}

/** Calls of two services with errors, sampled ones and several operations over 40 minutes. */
export function windowSpans(baseMs: number, seed: number): SampleSpan[] {
  const random = createRandom(seed);
  return timesFrom(random, baseMs, 4_000).map((startMs, index) => ({
    service: random() < 0.6 ? service : `${service}-2`,
    name: `GET /${Math.floor(random() * 3)}`,
    kind: random() < 0.7 ? 2 : 3,
    parentSpanId: random() < 0.5 ? "" : spanIdOf(1),
    startMs,
    durationMs: Math.floor(random() ** 4 * 30_000) / 10,
    traceId: traceIdOf(seed * 10_000 + index),
    spanId: spanIdOf(seed * 10_000 + index),
    isError: random() < 0.2,
    traceState: random() < 0.2 ? "ot=th:8" : "",
  }));
}

/** Log records of two services; some carry the word “late”. */
export function windowLogs(baseMs: number, seed: number): SampleLog[] {
  const random = createRandom(seed);
  return timesFrom(random, baseMs, 5_000).map((timeMs) => ({
    service: random() < 0.6 ? service : `${service}-2`,
    timeMs,
    body: random() < 0.3 ? "The answer was late" : "An answer",
    severity: 1 + Math.floor(random() * 24),
    attributes: { region: random() < 0.5 ? "eu" : "us" },
  }));
}

type PointOf = (timeMs: number, index: number) => Omit<SamplePoint, "timeMs" | "attributes">;

function manySeries(
  metric: Omit<SampleMetric, "service" | "points">,
  baseMs: number,
  seed: number,
  createPoint: (random: () => number) => PointOf,
): SampleMetric[] {
  return ["a", "b", "c", "d"].map((host, at) => {
    const random = createRandom(seed * 100 + at);
    const pointOf = createPoint(random);
    return {
      ...metric,
      service,
      points: timesFrom(random, baseMs, 25_000).map((timeMs, index) => ({
        timeMs,
        attributes: { host, zone: at < 2 ? "east" : "west" },
        ...pointOf(timeMs, index),
      })),
    };
  });
}

// A counter's life: it grows, restarts with or without a new start time, and may not know its start.
function createLife(random: () => number, isDelta: boolean) {
  let beforeMs = 0;
  let bornMs = 0;
  return (timeMs: number): { startMs: number | undefined; isRestart: boolean } => {
    const restarts = bornMs === 0 || random() < 0.12;
    const kind = random();
    if (isDelta) {
      const startMs = kind < 0.1 ? undefined : beforeMs || timeMs - 10_000;
      beforeMs = timeMs;
      return { startMs, isRestart: true };
    }
    if (restarts) bornMs = kind < 0.25 ? timeMs : timeMs - Math.floor(kind * 400_000);
    const isRestart = restarts || random() < 0.04;
    return { startMs: kind > 0.97 ? undefined : bornMs, isRestart };
  };
}

const start = (startMs: number | undefined): { startMs?: number } =>
  startMs === undefined ? {} : { startMs };

function gauges(baseMs: number): SampleMetric[] {
  return manySeries({ name: "w.gauge", kind: "gauge" }, baseMs, 1, (random) => () => ({
    data: { asDouble: random() * 100 - 20 },
  }));
}

function counters(baseMs: number, name: string, shape: Record<string, unknown>): SampleMetric[] {
  return manySeries({ name, kind: "sum", shape }, baseMs, name.length, (random) => {
    const isDelta = shape["aggregationTemporality"] === 1;
    const live = createLife(random, isDelta);
    let value = 0;
    return (timeMs) => {
      const { startMs, isRestart } = live(timeMs);
      const growth = random() * 10 - (shape["isMonotonic"] === true ? 0 : 5);
      value = isRestart ? Math.abs(growth) : value + growth;
      return { ...start(startMs), data: { asDouble: value } };
    };
  });
}

function addTo(counts: number[], length: number, random: () => number): number[] {
  return Array.from(
    { length },
    (_, index) => (counts[index] ?? 0) + Math.floor(random() ** 3 * 12),
  );
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

function histograms(baseMs: number, name: string, temporality: number): SampleMetric[] {
  const shape = { aggregationTemporality: temporality };
  return manySeries({ name, kind: "histogram", shape }, baseMs, name.length + 7, (random) => {
    const live = createLife(random, temporality === 1);
    let counts: number[] = [];
    let bounds = [10, 20, 40];
    return (timeMs) => {
      const { startMs, isRestart } = live(timeMs);
      if (isRestart) counts = [];
      if (isRestart && random() < 0.4)
        bounds = bounds.length === 3 ? [5, 15, 30, 60] : [10, 20, 40];
      counts = addTo(counts, bounds.length + 1, random);
      return {
        ...start(startMs),
        data: {
          count: String(total(counts)),
          sum: total(counts.map((count, index) => count * (index * 12.5 + 3))),
          bucketCounts: counts.map(String),
          explicitBounds: bounds,
        },
      };
    };
  });
}

// Each series starts over with another scale, so the coarsest scale differs between windows.
function exponentials(baseMs: number): SampleMetric[] {
  const metric = { name: "w.exponential", kind: "exponentialHistogram" as const };
  const shape = { aggregationTemporality: 2 };
  return manySeries({ ...metric, shape }, baseMs, 31, (random) => {
    const live = createLife(random, false);
    let counts: number[] = [];
    let negative: number[] = [];
    let zeros = 0;
    let scale = 2;
    return (timeMs) => {
      const { startMs, isRestart } = live(timeMs);
      if (isRestart) {
        [counts, negative, zeros] = [[], [], 0];
        scale = 1 + Math.floor(random() * 4);
      }
      counts = addTo(counts, 9, random);
      negative = addTo(negative, 3, random);
      zeros += Math.floor(random() * 3);
      return {
        ...start(startMs),
        data: {
          count: String(total(counts) + total(negative) + zeros),
          sum: total(counts) * 7.5,
          scale,
          zeroCount: String(zeros),
          positive: { offset: 4, bucketCounts: counts.map(String) },
          negative: { offset: -2, bucketCounts: negative.map(String) },
        },
      };
    };
  });
}

function summaries(baseMs: number): SampleMetric[] {
  return manySeries({ name: "w.summary", kind: "summary" }, baseMs, 41, (random) => {
    const live = createLife(random, false);
    let count = 0;
    return (timeMs) => {
      const { startMs, isRestart } = live(timeMs);
      count = (isRestart ? 0 : count) + Math.floor(random() * 9);
      return {
        ...start(startMs),
        data: { count: String(count), sum: count * 2.25, quantileValues: [] },
      };
    };
  });
}

/** Metrics of every kind, four series each, with restarts, pauses and unknown starts. */
export function windowMetrics(baseMs: number): SampleMetric[] {
  return [
    ...gauges(baseMs),
    ...counters(baseMs, "w.counter", { aggregationTemporality: 2, isMonotonic: true }),
    ...counters(baseMs, "w.up-down", { aggregationTemporality: 2, isMonotonic: false }),
    ...counters(baseMs, "w.delta-sum", { aggregationTemporality: 1, isMonotonic: true }),
    ...histograms(baseMs, "w.histogram", 2),
    ...histograms(baseMs, "w.delta-histogram", 1),
    ...exponentials(baseMs),
    ...summaries(baseMs),
  ];
}

/** A histogram of 80 hosts. */
export function manyHistograms(baseMs: number): SampleMetric {
  const random = createRandom(61);
  const points = Array.from({ length: 80 }, (_, host) => host).flatMap((host) =>
    [100, 700, 1_300].map((second): SamplePoint => {
      const counts = addTo([], 4, random);
      const timeMs = baseMs + (second + host) * 1_000;
      return {
        timeMs,
        startMs: timeMs - 10_000,
        attributes: { host: String(host) },
        data: {
          count: String(total(counts)),
          sum: 1,
          bucketCounts: counts.map(String),
          explicitBounds: [10, 20, 40],
        },
      };
    }),
  );
  return {
    service,
    name: "w.many",
    kind: "histogram",
    shape: { aggregationTemporality: 1 },
    points,
  };
}

/** A log record of each of 1,005 hosts, two of host 7. */
export function manyLogs(baseMs: number): SampleLog[] {
  return Array.from({ length: 1_006 }, (_, index) => ({
    service: `${service}-many`,
    timeMs: baseMs + 1_000 + index,
    body: "An answer",
    severity: 9,
    attributes: { host: String(index === 1_005 ? 7 : index) },
  }));
}
