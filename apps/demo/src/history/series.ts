import type { Attributes } from "@opentelemetry/api";
import type { Moment } from "./timeline.ts";
import type { Random } from "./random.ts";

/** What a series adds in one step: a value, or observations of a duration. */
export type Observations = {
  readonly count: number;
  readonly medianS: number;
  readonly sigma: number;
};

type SeriesBase = {
  readonly scope: string;
  readonly name: string;
  readonly unit: string;
  readonly attributes: Attributes;
  /** Minutes between points; what hardly changes has fewer. */
  readonly everyMinutes: 1 | 5;
};

/** A series whose points are values: gauges and up-down counters as they are, counters as what one minute adds. */
export type ValueSeries = SeriesBase & {
  readonly kind: "gauge" | "updown" | "counter";
  readonly sample: (moment: Moment, random: Random) => number;
};

/** A series of explicit-bucket histograms; `sample` gives what one minute adds. */
export type HistogramSeries = SeriesBase & {
  readonly kind: "histogram";
  readonly bounds: readonly number[];
  readonly sample: (moment: Moment, random: Random) => Observations;
};

/** One series of the history. */
export type Series = ValueSeries | HistogramSeries;
