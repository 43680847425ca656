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

type MetricIndex = ReadonlyMap<string, readonly MetricEvidence[]>;

const indexes = new WeakMap<EvidenceSnapshot, MetricIndex>();

/** Every key under which a metric can be asked for: its name, what it stands for, and its bases. */
function listKeys(name: string): ReadonlySet<string> {
  const canonical = canonicalNames(name).map((entry) => entry.canonical);
  return new Set([name, ...canonical, ...listPrometheusBases(name)]);
}

function indexMetrics(snapshot: EvidenceSnapshot): MetricIndex {
  const known = indexes.get(snapshot);
  if (known !== undefined) return known;
  const index = new Map<string, MetricEvidence[]>();
  for (const metric of snapshot.metrics) {
    for (const key of listKeys(metric.name)) {
      index.set(key, [...(index.get(key) ?? []), metric]);
    }
  }
  indexes.set(snapshot, index);
  return index;
}

/** Labels under the keys as sent and, where they have one, under their current key. */
function widenLabels(labels: AttributeValues): Record<string, string> {
  const wide: Record<string, string> = { ...labels };
  for (const [key, value] of Object.entries(labels)) {
    const current = canonicalName(key)?.canonical;
    if (current !== undefined) wide[current] ??= value;
  }
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

/** How the name of a metric stands for the name asked for; undefined where it does not. */
function relateName(
  metric: MetricEvidence,
  asked: SignalName,
  labels: AttributeValues,
): CanonicalName | undefined {
  const entries = canonicalNames(metric.name).filter((one) => one.canonical === asked.name);
  const [first] = entries;
  if (first !== undefined) {
    return entries.find(({ where }) =>
      Object.entries(where ?? {}).every(([key, value]) => labels[key] === value),
    );
  }
  if (metric.name === asked.name) return { canonical: asked.name, generation: "exporter" };
  const isForm = listPrometheusBases(metric.name).includes(toPrometheusBase(asked.name));
  return isForm ? { canonical: asked.name, generation: "prometheus" } : undefined;
}

function readMetric(metric: MetricEvidence, asked: SignalName, signal: Signal): Reading[] {
  return metric.series.flatMap((series) => {
    const plain = widenLabels(series.labels);
    const relation = relateName(metric, asked, plain);
    if (relation === undefined) return [];
    const labels = { ...plain, ...relation.as };
    if (!meets(labels, asked.where)) return [];
    const scale = findUnitScale(metric, signal.unit, relation.unitScale ?? asked.unitScale);
    return {
      signal: signal.id,
      name: metric.name,
      generation: relation.generation,
      unit: signal.unit,
      labels,
      instrument: metric.instrument,
      series: scaleSeries(series, scale),
    };
  });
}

/**
 * Every series of a snapshot that carries a signal, under whichever of its names it was sent.
 * Empty where none does. A series is read once even if several names match it.
 */
export function readSignal(snapshot: EvidenceSnapshot, signal: Signal): readonly Reading[] {
  const index = indexMetrics(snapshot);
  const seen = new Set<string>();
  return signal.names.flatMap((asked) => {
    const metrics = new Set([
      ...(index.get(asked.name) ?? []),
      ...(index.get(toPrometheusBase(asked.name)) ?? []),
    ]);
    return [...metrics].flatMap((metric) =>
      readMetric(metric, asked, signal).filter((reading) => {
        const key = `${metric.name}|${reading.series.instanceId}|${JSON.stringify(reading.series.labels)}`;
        const isNew = !seen.has(key);
        seen.add(key);
        return isNew;
      }),
    );
  });
}

/** Whether any series of a snapshot carries a signal. */
export function hasSignal(snapshot: EvidenceSnapshot, signal: Signal): boolean {
  return readSignal(snapshot, signal).length > 0;
}
