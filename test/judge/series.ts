import { createBaseline, encodeBaseline, updateBaselineAll } from "@headroom/detection";
import type { Point } from "@headroom/detection";

/** Points judged at a time: as a worker does that reads a series piece by piece. */
const pointsPerUpdate = 256;

/** What the product says about a whole series. */
export interface JudgedSeries {
  /** News of each point: the product's alarm strength. */
  readonly news: number[];
  readonly stateBytes: number;
  /** Processor time: does not grow with what else the machine does. */
  readonly cpuUs: number;
}

/** Judges a series with the product's defaults, each point from the points before it only. */
export function judgeSeries(points: readonly Point[]): JudgedSeries {
  const start = process.cpuUsage();
  let state = createBaseline();
  const news: number[] = [];
  for (let from = 0; from < points.length; from += pointsPerUpdate) {
    const update = updateBaselineAll(state, points.slice(from, from + pointsPerUpdate));
    state = update.state;
    for (const judgement of update.judgements) news.push(judgement.news);
  }
  const { user, system } = process.cpuUsage(start);
  return { news, stateBytes: encodeBaseline(state).length, cpuUs: user + system };
}
