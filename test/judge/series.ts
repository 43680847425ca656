import {
  createBaseline,
  decodeBaseline,
  encodeBaseline,
  updateBaselineAll,
} from "@headroom/detection";
import type { BaselineState, Point } from "@headroom/detection";

/** Time of the series after which the state is stored and read again: the slot of a rule. */
const storedEveryMs = 3_600_000;

/** What the product says about a whole series. */
export interface JudgedSeries {
  /** News of each point: the product's alarm strength. */
  readonly news: number[];
  /** Largest stored state, bytes. */
  readonly stateBytes: number;
  /** Processor time of judging and learning: does not grow with what else the machine does. */
  readonly judgingUs: number;
  /** Processor time of storing and reading, once each. */
  readonly storingUs: number;
}

/**
 * Judges a series with the product's defaults, each point from the points before it only. The
 * state goes through its stored form as often as in the product, so what is judged is what would
 * be read back.
 */
export function judgeSeries(points: readonly Point[]): JudgedSeries {
  let state = createBaseline();
  const news: number[] = [];
  let stateBytes = 0;
  let stored = 0;
  const spentUs = { judging: 0, storing: 0 };
  for (let from = 0; from < points.length;) {
    const to = endOfSlot(points, from);
    const start = process.cpuUsage();
    const update = updateBaselineAll(state, points.slice(from, to));
    spentUs.judging += elapsedUs(start);
    for (const judgement of update.judgements) news.push(judgement.news);
    const between = process.cpuUsage();
    const bytes = encodeBaseline(update.state);
    state = restore(bytes);
    spentUs.storing += elapsedUs(between);
    stateBytes = Math.max(stateBytes, bytes.length);
    stored++;
    from = to;
  }
  return { news, stateBytes, judgingUs: spentUs.judging, storingUs: spentUs.storing / stored };
}

function endOfSlot(points: readonly Point[], from: number): number {
  const slot = Math.floor((points[from]?.timeMs ?? 0) / storedEveryMs);
  let to = from + 1;
  while (to < points.length && Math.floor((points[to]?.timeMs ?? 0) / storedEveryMs) === slot) to++;
  return to;
}

function restore(bytes: Uint8Array): BaselineState {
  const state = decodeBaseline(bytes);
  if (state === undefined) throw new Error("A state that was just written can't be read.");
  return state;
}

function elapsedUs(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return user + system;
}
