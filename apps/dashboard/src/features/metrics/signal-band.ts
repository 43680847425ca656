import type { SignalBand } from "@headroom/contracts";
import type { ChartRange } from "@/components/charts/chart-range";
import type { PointMark } from "@/components/charts/point-marks";
import { idOf, nameSeries } from "./series-table";

/** A value that was unusual for its series. */
interface Unusual {
  readonly atMs: number;
  readonly value: number;
  /** How rare it is. */
  readonly words: string;
  /** Name of its series; empty where there is only one. */
  readonly series: string;
}

/** What of a band is drawn in a chart of some series. */
export interface DrawnBand {
  /** The band, where one series is drawn. */
  readonly ranges: readonly ChartRange[];
  readonly marks: readonly PointMark[];
  /** Newest first. */
  readonly unusual: readonly Unusual[];
  /** Series that have too little history. */
  readonly learning: number;
  /** What the expectation rests on, or what is waited for; null where series differ. */
  readonly sentence: string | null;
}

const NOTHING: DrawnBand = { ranges: [], marks: [], unusual: [], learning: 0, sentence: null };

/**
 * A band for the chart of the series with these ids (`idOf` of their labels). Bands of several
 * series would cover each other: the shading is there for a single one, the marks for all.
 * `label` names the band in the tooltip.
 */
export function drawBand(
  band: SignalBand | undefined,
  ids: readonly string[],
  label = "Expected",
): DrawnBand {
  const drawn = (band?.series ?? []).filter(({ labels }) => ids.includes(idOf(labels)));
  const [only] = drawn;
  if (only === undefined) return NOTHING;
  const alone = ids.length === 1;
  const unusual = drawn
    .flatMap(({ labels, anomalies }) =>
      anomalies.map(({ at, value, words }) => ({
        atMs: Date.parse(at),
        value,
        words,
        series: alone ? "" : nameSeries(labels, ""),
      })),
    )
    .toSorted((a, b) => b.atMs - a.atMs);
  return {
    ranges: alone ? [{ id: "band", label, points: only.band }] : [],
    marks: unusual.map(({ atMs, value }) => ({ atMs, value })),
    unusual,
    learning: drawn.filter(({ status }) => status === "learning").length,
    sentence: alone ? only.sentence : null,
  };
}

/** How many values were unusual: `3 unusual values`. */
export function countUnusual(unusual: readonly Unusual[]): string {
  if (unusual.length === 0) return "No unusual value in this range.";
  return unusual.length === 1 ? "1 unusual value" : `${unusual.length} unusual values`;
}
