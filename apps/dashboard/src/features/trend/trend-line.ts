import type { TrendAnswer } from "@headroom/contracts";
import type { ChartPoint } from "@/components/charts/series-data";

const DAY_MS = 86_400_000;

interface Piece {
  readonly fromMs: number;
  /** A time and the level there. */
  readonly atMs: number;
  readonly level: number;
}

/**
 * The level of a signal over time, without season and noise: a line with the trend's slope that
 * jumps where the level did, at the instants of its points. Empty where there is no trend.
 */
export function trendLine(trend: TrendAnswer): ChartPoint[] {
  const lastMs = trend.points.findLast(([, value]) => value !== null)?.[0];
  if (trend.level === null || trend.slope === null || lastMs === undefined) return [];
  const perMs = trend.slope.perDay.value / DAY_MS;
  const pieces = piecesOf(trend, trend.level.value, lastMs);
  return trend.points.map(([t]) => {
    const piece = pieces.findLast(({ fromMs }) => fromMs <= t) ?? pieces[0];
    return [t, piece === undefined ? null : piece.level + perMs * (t - piece.atMs)];
  });
}

function piecesOf(trend: TrendAnswer, levelNow: number, lastMs: number): Piece[] {
  const starts = trend.changes.map(({ at, after }) => ({ ms: Date.parse(at), after }));
  const first = trend.changes[0];
  const pieces: Piece[] = [];
  if (first !== undefined) {
    pieces.push({ fromMs: -Infinity, atMs: Date.parse(first.at), level: first.before });
  }
  starts.forEach(({ ms, after }) => pieces.push({ fromMs: ms, atMs: ms, level: after }));
  // The last piece goes through the level that is told.
  const from = pieces.pop()?.fromMs ?? -Infinity;
  return [...pieces, { fromMs: from, atMs: lastMs, level: levelNow }];
}
