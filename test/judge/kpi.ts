import { scoreLimitOf } from "@headroom/detection";
import { dataPath, loadScorer } from "./material.ts";
import type { Figure } from "./report.ts";
import { judgeSeries } from "./series.ts";

interface KpiSeries {
  readonly values: number[];
  readonly interval: number;
  readonly t0: number;
  readonly test_from?: number;
}
type Counts = Record<string, number>;
interface KpiScorer {
  loadDir(folder: string): KpiSeries[];
  counts(series: KpiSeries, scores: number[], threshold: number, k: number, from: number): Counts;
  add(sum: Counts, part: Counts): Counts;
  f1(sum: Counts): { pointF1: number; alarmF1: number; alarmPrecision: number };
}

/** Shares of points flagged that are tried as one threshold for all series. */
const shares = [0.0001, 0.0002, 0.0003, 0.0005, 0.0007, 0.001, 0.0014, 0.002, 0.003, 0.005, 0.01];
const delayPoints = 7;

/** Scores the anomaly baseline on web-service indicators. */
export async function judgeKpi(): Promise<Figure[]> {
  const scorer = await loadScorer<KpiScorer>("kpi");
  const judged = scorer.loadDir(dataPath("kpi", "dev", "AIOPS")).map((series) => {
    const points = series.values.map((value, index) => ({
      timeMs: (series.t0 + index * series.interval) * 1000,
      value,
    }));
    const from = series.test_from ?? Math.floor(0.15 * points.length);
    return { series, from, ...judgeSeries(points) };
  });
  const scoreAt = (threshold: number) =>
    scorer.f1(
      judged.reduce<Counts>(
        (sum, { series, news, from }) =>
          scorer.add(sum, scorer.counts(series, news, threshold, delayPoints, from)),
        {},
      ),
    );
  const tested = judged.flatMap(({ news, from }) => news.slice(from));
  const strengths = tested.filter((news) => news > 0).sort((a, b) => b - a);
  const fixed = scoreAt(scoreLimitOf(0.5));
  const tried = shares
    .map((share) => scoreAt(strengths[Math.floor(share * tested.length)] ?? strengths.at(-1) ?? 1))
    .concat(fixed);
  const points = judged.reduce((sum, { news }) => sum + news.length, 0);
  const judgingUs = judged.reduce((sum, each) => sum + each.judgingUs, 0);
  const figure = { set: "kpi", digits: 3, baselines: "" };
  return [
    {
      ...figure,
      what: "point F1, best threshold",
      ours: Math.max(...tried.map(({ pointF1 }) => pointF1)),
      baselines: "same time of day .692",
    },
    {
      ...figure,
      what: "alarm F1, best threshold",
      ours: Math.max(...tried.map(({ alarmF1 }) => alarmF1)),
      least: 0.4,
      baselines: "same time of day .305",
    },
    { ...figure, what: "point F1, the product's threshold", ours: fixed.pointF1 },
    { ...figure, what: "alarm F1, the product's threshold", ours: fixed.alarmF1, least: 0.55 },
    { ...figure, what: "alarm precision, the same", ours: fixed.alarmPrecision },
    { ...figure, what: "µs a point (processor)", ours: judgingUs / points, digits: 2, most: 2 },
    {
      ...figure,
      what: "µs to store and read a state (processor)",
      ours: judged.reduce((sum, { storingUs }) => sum + storingUs, 0) / judged.length,
      digits: 0,
    },
    {
      ...figure,
      what: "bytes of a stored state, largest",
      ours: Math.max(...judged.map(({ stateBytes }) => stateBytes)),
      digits: 0,
      most: 900,
    },
  ];
}
