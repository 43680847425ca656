/** One point of a coarse series. */
export interface SeriesPoint {
  readonly atMs: number;
  readonly value: number;
}

/** What a metric counts, which decides what the numbers of its series mean. */
export type MetricInstrument = "counter" | "up-down-counter" | "gauge" | "histogram";

/**
 * One series of a metric over the window, in the unit of the metric as sent.
 *
 * Gauges and up-down-counters: the values themselves. Counters: increase per second; `increase` is
 * the total over the window, resets taken care of. Histograms (and summaries): `avg` is the mean
 * of all observations and `p95` their quantile, `count` and `sum` are totals over the window, and
 * the rest are means per step. At most 60 points. `labels` are the attributes as sent;
 * `instanceId` is the `service.instance.id` of the sender, or what stands for it.
 */
export interface MetricSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly instanceId?: string;
  readonly first: number;
  readonly last: number;
  readonly avg: number;
  readonly min: number;
  readonly max: number;
  readonly p95: number;
  readonly increase?: number;
  readonly count?: number;
  readonly sum?: number;
  readonly points: readonly SeriesPoint[];
}

/**
 * One metric by the name it was sent with. From the metric catalogue (name, type, unit, attribute
 * keys) and the series query; at most 300 metrics of names that some signal knows, 20 values of an
 * attribute, and 100 series, the largest first.
 */
export interface MetricEvidence {
  readonly name: string;
  readonly instrument: MetricInstrument;
  /** UCUM code as sent, empty where none was. */
  readonly unit: string;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly series: readonly MetricSeries[];
}
