import { canonicalName, canonicalNames } from "../aliases/lookup.ts";
import { listPrometheusBases, toPrometheusBase } from "../aliases/prometheus.ts";
import type { AttributeValues, CanonicalName, NameGeneration } from "../aliases/types.ts";
import type { MetricEvidence, MetricSeries } from "./metric-evidence.ts";
import type { LabelCondition, Signal, SignalName } from "./signal.ts";
import type { EvidenceSnapshot } from "./snapshot.ts";
import { findUnitScale } from "./units.ts";

/**
 * A series that carries a signal: its name as sent, the generation of that name, its labels under
 * the keys as sent and under the current ones, and its numbers in the unit of the signal.
 */
export interface Reading {
  readonly signal: string;
  readonly name: string;
  readonly generation: NameGeneration;
  readonly unit: string;
  readonly labels: AttributeValues;
  readonly instrument: MetricEvidence["instrument"];
  readonly series: MetricSeries;
}

/** What has been looked up in one snapshot already; it lives as long as the snapshot. */
interface Lookup {
  readonly metrics: ReadonlyMap<string, readonly MetricEvidence[]>;
  readonly readings: Map<Signal, readonly Reading[]>;
  readonly labels: Map<MetricSeries, Record<string, string>>;
  /** Current keys by the keys as sent. */
  readonly keys: Map<string, string | undefined>;
}

const lookups = new WeakMap<EvidenceSnapshot, Lookup>();

/** Every key under which a metric can be asked for: its name, what it stands for, and its bases. */
function listKeys(name: string): ReadonlySet<string> {
  const canonical = canonicalNames(name).map((entry) => entry.canonical);
  return new Set([name, ...canonical, ...listPrometheusBases(name)]);
}

function lookUp(snapshot: EvidenceSnapshot): Lookup {
  const known = lookups.get(snapshot);
  if (known !== undefined) return known;
  const metrics = new Map<string, MetricEvidence[]>();
  for (const metric of snapshot.metrics) {
    for (const key of listKeys(metric.name)) {
      metrics.set(key, [...(metrics.get(key) ?? []), metric]);
    }
  }
  const lookup = { metrics, readings: new Map(), labels: new Map(), keys: new Map() };
  lookups.set(snapshot, lookup);
  return lookup;
}

/** Labels under the keys as sent and, where they have one, under their current key. */
function widenLabels(series: MetricSeries, { labels, keys }: Lookup): Record<string, string> {
  const known = labels.get(series);
  if (known !== undefined) return known;
  const wide: Record<string, string> = { ...series.labels };
  for (const [key, value] of Object.entries(series.labels)) {
    if (!keys.has(key)) keys.set(key, canonicalName(key)?.canonical);
    const current = keys.get(key);
    if (current !== undefined) wide[current] ??= value;
  }
  labels.set(series, wide);
  return wide;
}

/** Whether the labels meet a condition; an absent one always holds. */
export function meets(labels: AttributeValues, condition: LabelCondition | undefined): boolean {
  if (condition === undefined) return true;
  const value = pickLabel(labels, condition.keys);
  return value !== undefined && condition.values.includes(value.toLowerCase());
}

/** The value of the first of these keys that the labels have, dotted or with underscores. */
export function pickLabel(labels: AttributeValues, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = labels[key] ?? labels[toPrometheusBase(key)];
    if (value !== undefined && value !== "") return value;
  }
  return undefined;
}

function scaleSeries(series: MetricSeries, scale: number): MetricSeries {
  if (scale === 1) return series;
  return {
    ...series,
    first: series.first * scale,
    last: series.last * scale,
    avg: series.avg * scale,
    min: series.min * scale,
    max: series.max * scale,
    p95: series.p95 * scale,
    ...(series.increase === undefined ? {} : { increase: series.increase * scale }),
    ...(series.sum === undefined ? {} : { sum: series.sum * scale }),
    points: series.points.map(({ atMs, value }) => ({ atMs, value: value * scale })),
  };
}

/** How a metric stands for the name asked for, before its labels are looked at. */
interface NameRelation {
  /** Entries of the alias layer, of which the one whose labels hold counts. */
  readonly entries: readonly CanonicalName[];
  readonly direct: NameGeneration | undefined;
}

function relateName({ name }: MetricEvidence, asked: SignalName): NameRelation {
  const entries = canonicalNames(name).filter((one) => one.canonical === asked.name);
  if (entries.length > 0) return { entries, direct: undefined };
  if (name === asked.name) return { entries, direct: "exporter" };
  const isForm = listPrometheusBases(name).includes(toPrometheusBase(asked.name));
  return { entries, direct: isForm ? "prometheus" : undefined };
}

function chooseEntry(
  { entries, direct }: NameRelation,
  canonical: string,
  labels: AttributeValues,
): CanonicalName | undefined {
  if (direct !== undefined) return { canonical, generation: direct };
  return entries.find(({ where }) =>
    Object.entries(where ?? {}).every(([key, value]) => labels[key] === value),
  );
}

function readMetric(
  metric: MetricEvidence,
  asked: SignalName,
  signal: Signal,
  lookup: Lookup,
  taken: Set<MetricSeries>,
): readonly Reading[] {
  const relation = relateName(metric, asked);
  if (relation.direct === undefined && relation.entries.length === 0) return [];
  return metric.series.flatMap((series) => {
    const plain = widenLabels(series, lookup);
    const entry = chooseEntry(relation, asked.name, plain);
    if (entry === undefined) return [];
    const labels = entry.as === undefined ? plain : { ...plain, ...entry.as };
    if (taken.has(series) || !meets(labels, asked.where)) return [];
    taken.add(series);
    const scale = findUnitScale(metric, signal.unit, entry.unitScale ?? asked.unitScale);
    return {
      signal: signal.id,
      name: metric.name,
      generation: entry.generation,
      unit: signal.unit,
      labels,
      instrument: metric.instrument,
      series: scaleSeries(series, scale),
    };
  });
}

function readAll(lookup: Lookup, signal: Signal): readonly Reading[] {
  const taken = new Set<MetricSeries>();
  return signal.names.flatMap((asked) => {
    const metrics = new Set([
      ...(lookup.metrics.get(asked.name) ?? []),
      ...(lookup.metrics.get(toPrometheusBase(asked.name)) ?? []),
    ]);
    return [...metrics].flatMap((metric) => readMetric(metric, asked, signal, lookup, taken));
  });
}

/**
 * Every series of a snapshot that carries a signal, under whichever of its names it was sent.
 * Empty where none does. A series is read once even if several names match it. What was read is
 * kept with the snapshot, which must not be changed afterwards.
 */
export function readSignal(snapshot: EvidenceSnapshot, signal: Signal): readonly Reading[] {
  const lookup = lookUp(snapshot);
  const known = lookup.readings.get(signal);
  if (known !== undefined) return known;
  const readings = readAll(lookup, signal);
  lookup.readings.set(signal, readings);
  return readings;
}

/** Whether any series of a snapshot carries a signal. */
export function hasSignal(snapshot: EvidenceSnapshot, signal: Signal): boolean {
  return readSignal(snapshot, signal).length > 0;
}
