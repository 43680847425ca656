import type {
  TelemetryQueries,
  WindowAnswer,
  WindowGrid,
  WindowSignal,
} from "@headroom/telemetry-store";
import { beforeAll, describe, expect, it } from "vitest";
import { logBlocks, metricBlocks, spanBlocks } from "./telemetry-samples.ts";
import {
  createRandom,
  manyHistograms,
  manyLogs,
  windowLogs,
  windowMetrics,
  windowSpans,
} from "./telemetry-suite-windows-samples.ts";
import type { StoreAccess } from "./telemetry-suite.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const baseMs = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 10 * 3_600_000;
// Rule windows that begin before this read the coarse roll-up.
const fineFromMs = Date.now() - 2 * dayMs;

const named: WindowGrid[] = [
  // Side by side, on whole minutes.
  { windowMs: minuteMs, firstToMs: baseMs, stepMs: minuteMs, count: 44 },
  // Each record in up to ten windows.
  { windowMs: 10 * minuteMs, firstToMs: baseMs + 1, stepMs: minuteMs, count: 12 },
  // Gaps between the windows, longer than the look-back.
  { windowMs: 30_000, firstToMs: baseMs + 12_345, stepMs: 6 * minuteMs + 1, count: 7 },
  // Shorter than a bucket of the roll-up.
  { windowMs: 4_000, firstToMs: baseMs + 5 * minuteMs, stepMs: 3_333, count: 12 },
  { windowMs: 40 * minuteMs, firstToMs: baseMs + 40 * minuteMs, stepMs: 1, count: 1 },
];

function randomGrids(seed: number, count: number): WindowGrid[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => ({
    windowMs: 1_000 + Math.floor(random() ** 2 * 15 * minuteMs),
    firstToMs: baseMs - minuteMs + Math.floor(random() * 25 * minuteMs),
    stepMs: 1 + Math.floor(random() ** 2 * 5 * minuteMs),
    count: 2 + Math.floor(random() * 9),
  }));
}

const grids = [...named, ...randomGrids(11, 4)];

// Reading metrics window by window is slow, so each case takes the next two grids, cut short.
function shortGrids(at: number): WindowGrid[] {
  return [0, 4].flatMap((shift) => {
    const grid = grids[(at + shift) % grids.length];
    return grid ? [{ ...grid, count: Math.min(grid.count, 4) }] : [];
  });
}

function readOne(
  queries: TelemetryQueries,
  signal: WindowSignal,
  range: { fromMs: number; toMs: number },
): Promise<WindowAnswer> {
  switch (signal.type) {
    case "metric":
      return queries.aggregateMetric({ ...signal, ...range });
    case "red":
      return queries.aggregateRed({ ...signal, ...range });
    case "logs":
      return queries.countLogs({ ...signal, ...range });
  }
}

type ByWindow = Map<string, number>;

async function readEach(
  queries: TelemetryQueries,
  signal: WindowSignal,
  grid: WindowGrid,
): Promise<ByWindow> {
  const values: ByWindow = new Map();
  for (let k = 0; k < grid.count; k += 1) {
    const toMs = grid.firstToMs + k * grid.stepMs;
    const answer = await readOne(queries, signal, { fromMs: toMs - grid.windowMs, toMs });
    for (const { labels, value } of answer.groups) {
      values.set(`${toMs} ${JSON.stringify(labels)}`, value);
    }
  }
  return values;
}

async function readAtOnce(
  queries: TelemetryQueries,
  signal: WindowSignal,
  grid: WindowGrid,
): Promise<ByWindow> {
  const { series, truncated } = await queries.signalWindows({ ...grid, signal });
  expect(truncated).toBe(false);
  const values: ByWindow = new Map();
  for (const { labels, points } of series) {
    expect(points.map(([toMs]) => toMs)).toEqual(
      Array.from({ length: grid.count }, (_, k) => grid.firstToMs + k * grid.stepMs),
    );
    for (const [toMs, value] of points) {
      if (value !== null) values.set(`${toMs} ${JSON.stringify(labels)}`, value);
    }
  }
  return values;
}

/** Expects both ways to give the same, and returns how many values that were. */
async function expectSame(
  queries: TelemetryQueries,
  signal: WindowSignal,
  grid: WindowGrid,
): Promise<number> {
  const each = await readEach(queries, signal, grid);
  const atOnce = await readAtOnce(queries, signal, grid);
  const context = `${JSON.stringify(signal)} in ${JSON.stringify(grid)}`;
  expect([...atOnce.keys()].toSorted()).toEqual([...each.keys()].toSorted());
  for (const [key, value] of each) {
    // Floats may be added up in another order.
    const tolerance = 1e-9 * Math.max(1, Math.abs(value));
    expect(Math.abs((atOnce.get(key) ?? NaN) - value), `${key} of ${context}`).toBeLessThan(
      tolerance,
    );
  }
  return each.size;
}

async function expectSameIn(
  queries: TelemetryQueries,
  signal: WindowSignal,
  all: readonly WindowGrid[],
): Promise<void> {
  let values = 0;
  for (const grid of all) values += await expectSame(queries, signal, grid);
  expect(values).toBeGreaterThan(0);
}

const ofDistribution = ["rate", "increase", "count", "sum", "avg"] as const;
const quantiles = ["min", "max", "p50", "p75", "p90", "p95", "p99"] as const;
const metricCases = [
  ...(["avg", "min", "max", "sum", "last", "count"] as const).map((a) => ["w.gauge", a] as const),
  ...["w.counter", "w.up-down", "w.delta-sum"].flatMap((metric) =>
    (["rate", "increase", "last"] as const).map((a) => [metric, a] as const),
  ),
  ...["w.histogram", "w.delta-histogram", "w.exponential"].flatMap((metric) =>
    [...ofDistribution, ...quantiles].map((a) => [metric, a] as const),
  ),
  ...ofDistribution.map((a) => ["w.summary", a] as const),
];

/** Sliding windows read at once against the same windows read one by one. */
export function describeWindows(access: StoreAccess): void {
  describe("sliding windows", () => {
    beforeAll(async () => {
      const store = access.store();
      await store.append(metricBlocks(windowMetrics(baseMs)));
      await store.append(logBlocks(windowLogs(baseMs, 3)));
      await store.append(metricBlocks([manyHistograms(baseMs)]));
      await store.append(logBlocks(manyLogs(baseMs)));
      await store.append(spanBlocks(windowSpans(baseMs, 4)));
      await store.append(spanBlocks(windowSpans(fineFromMs - 20 * minuteMs, 5)));
      expect(await store.drain(30_000)).toBe(true);
    });

    it.each(["rate", "errors", "error_ratio", "avg", "p50", "p95", "p99"] as const)(
      "gives calls as window by window: %s",
      async (measure) => {
        const signal = { type: "red", measure, groupBy: ["service", "operation"] } as const;
        await expectSameIn(access.store().queries, signal, grids);
      },
    );

    it("changes the roll-up at the same window", async () => {
      const { queries } = access.store();
      // No window begins within 15 s of the moving border.
      const crossing = {
        firstToMs: fineFromMs - 15 * minuteMs + 45_000,
        stepMs: minuteMs,
        count: 30,
      };
      for (const windowMs of [minuteMs, 5 * minuteMs]) {
        const grid = { ...crossing, firstToMs: crossing.firstToMs + windowMs, windowMs };
        for (const measure of ["rate", "p95"] as const) {
          await expectSameIn(queries, { type: "red", measure, groupBy: ["service"] }, [grid]);
        }
      }
    });

    it.each([
      { service: "windows" },
      { operation: "GET /1", groupBy: ["service"] as const },
      { service: "windows-2", groupBy: ["operation"] as const },
    ])("heeds the selection of calls: %j", async (selection) => {
      const signal = { type: "red", measure: "errors", ...selection } as const;
      await expectSameIn(access.store().queries, signal, grids);
    });

    it.each([
      { groupBy: ["service", "region"] },
      { minSeverity: 9 },
      { q: "late", service: "windows", groupBy: ["region"] },
      { attributes: [{ key: "region", op: "=" as const, value: "eu" }] },
    ])("counts records as window by window: %j", async (selection) => {
      await expectSameIn(access.store().queries, { type: "logs", ...selection }, grids);
    });

    it.each(metricCases)("gives %s as window by window: %s", async (metric, aggregation) => {
      const at = metricCases.findIndex((each) => each[0] === metric && each[1] === aggregation);
      const signal = { type: "metric", metric, aggregation, groupBy: ["zone"] } as const;
      await expectSameIn(access.store().queries, signal, shortGrids(at));
    });

    it("heeds the selection of points", async () => {
      const filters = [{ key: "host", op: "!=" as const, value: "a" }];
      const selection = { type: "metric", service: "windows", filters, groupBy: ["host"] } as const;
      const { queries } = access.store();
      const rate = { ...selection, metric: "w.counter", aggregation: "rate" } as const;
      await expectSameIn(queries, rate, shortGrids(1));
      const p95 = { ...selection, metric: "w.exponential", aggregation: "p95" } as const;
      await expectSameIn(queries, p95, shortGrids(3));
    });

    it("reads the buckets of many groups in parts", async () => {
      const { queries } = access.store();
      const signal = {
        type: "metric",
        metric: "w.many",
        aggregation: "p95",
        groupBy: ["host"],
      } as const;
      const grid = { windowMs: minuteMs, firstToMs: baseMs, stepMs: 10_000, count: 200 };
      const half = { ...grid, count: 100 };
      const rest = { ...half, firstToMs: baseMs + 1_000_000 };
      const whole = await readAtOnce(queries, signal, grid);
      const halves = [
        ...(await readAtOnce(queries, signal, half)),
        ...(await readAtOnce(queries, signal, rest)),
      ];
      expect(whole.size).toBeGreaterThan(80);
      expect(whole).toEqual(new Map(halves));
    });

    it("keeps the 1,000 heaviest groups and says that there are more", async () => {
      const grid = { windowMs: minuteMs, firstToMs: baseMs + minuteMs, stepMs: minuteMs, count: 2 };
      const signal = { type: "logs", service: "windows-many", groupBy: ["host"] } as const;
      const answer = await access.store().queries.signalWindows({ ...grid, signal });
      expect(answer.truncated).toBe(true);
      expect(answer.series).toHaveLength(1_000);
      expect(answer.series[0]).toEqual({
        labels: { host: "7" },
        points: [
          [baseMs + minuteMs, 2],
          [baseMs + 2 * minuteMs, null],
        ],
      });
    });

    it("answers with nothing where there is nothing", async () => {
      const { queries } = access.store();
      const grid = { windowMs: minuteMs, firstToMs: baseMs - dayMs, stepMs: minuteMs, count: 5 };
      const nothing = { series: [], truncated: false };
      for (const signal of [
        { type: "metric", metric: "w.gauge", aggregation: "avg" },
        { type: "metric", metric: "w.exponential", aggregation: "p50" },
        { type: "metric", metric: "nope", aggregation: "avg" },
        { type: "red", measure: "rate", service: "nobody" },
        { type: "logs", service: "nobody" },
      ] as const) {
        expect(await queries.signalWindows({ ...grid, signal })).toEqual(nothing);
      }
    });

    it("refuses what cannot be answered", async () => {
      const { queries } = access.store();
      const grid = { windowMs: minuteMs, firstToMs: baseMs, stepMs: minuteMs, count: 5 };
      const logs = { type: "logs" } as const;
      const bad = { code: "bad_query" };
      for (const wrong of [{ count: 0 }, { count: 201 }, { stepMs: 0 }, { windowMs: 0.5 }]) {
        await expect(
          queries.signalWindows({ ...grid, ...wrong, signal: logs }),
        ).rejects.toMatchObject(bad);
      }
      for (const [metric, aggregation] of [
        ["w.gauge", "p95"],
        ["w.histogram", "last"],
        ["w.summary", "p50"],
      ] as const) {
        const signal = { type: "metric", metric, aggregation } as const;
        const one = queries.aggregateMetric({ ...signal, fromMs: baseMs, toMs: baseMs + 1 });
        const message = await one.then(
          () => "",
          (error: Error) => error.message,
        );
        await expect(queries.signalWindows({ ...grid, signal })).rejects.toMatchObject({
          ...bad,
          message,
        });
      }
    });
  });
}
