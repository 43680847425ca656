import type { MetricShape } from "./metric-shapes.ts";

/** Words that Prometheus names carry for units, by UCUM code. */
const unitWords: Readonly<Record<string, string>> = {
  s: "seconds",
  ms: "milliseconds",
  us: "microseconds",
  ns: "nanoseconds",
  By: "bytes",
  Hz: "hertz",
  V: "volts",
  A: "amperes",
  J: "joules",
  W: "watts",
  "%": "percent",
};

/** Suffixes of the series of a classic histogram. */
const histogramSuffixes = ["_bucket", "_sum", "_count"] as const;

/** A dotted name as Prometheus spells it without suffixes: all other characters become `_`. */
export function toPrometheusBase(name: string): string {
  return name.replaceAll(/[^a-zA-Z0-9_:]+/g, "_");
}

function findUnitWord({ unit, instrument }: MetricShape): string | undefined {
  if (unit === "1") return instrument === "gauge" ? "ratio" : undefined;
  return unitWords[unit];
}

/**
 * Every Prometheus name of a metric: without suffixes, with that of its unit, with `_total` for
 * counters, and with those of the series of a histogram. A unit that the name ends with already is
 * not repeated, nor are units in braces.
 *
 * Source: the OpenTelemetry specification on compatibility with Prometheus.
 */
export function listPrometheusNames(name: string, shape: MetricShape): readonly string[] {
  const base = toPrometheusBase(name);
  const word = findUnitWord(shape);
  const hasUnit = word === undefined || base.endsWith(`_${word}`);
  const bases = hasUnit ? [base] : [base, `${base}_${word}`];
  if (shape.instrument === "counter") {
    return [
      ...bases,
      ...bases.filter((one) => !one.endsWith("_total")).map((one) => `${one}_total`),
    ];
  }
  if (shape.instrument !== "histogram") return bases;
  return [...bases, ...bases.flatMap((one) => histogramSuffixes.map((end) => `${one}${end}`))];
}

/** What a Prometheus name may have been: a name without suffixes, and the unit it stated. */
export interface PrometheusBase {
  readonly base: string;
  readonly unit?: string;
}

const unitsByWord = new Map(Object.entries(unitWords).map(([unit, word]) => [word, unit]));
const plainSuffixes = [...histogramSuffixes, "_total", "_ratio"];

/**
 * What a Prometheus name may have been before suffixes were added, longest first: itself, then
 * without the series of a histogram or `_total`, then without the unit.
 */
export function readPrometheusName(name: string): readonly PrometheusBase[] {
  const bases: PrometheusBase[] = [{ base: name }];
  let base = name;
  const plain = plainSuffixes.find((end) => base.endsWith(end));
  if (plain !== undefined) {
    base = base.slice(0, -plain.length);
    bases.push({ base });
  }
  const unit = unitsByWord.get(base.slice(base.lastIndexOf("_") + 1));
  if (unit !== undefined) bases.push({ base: base.slice(0, base.lastIndexOf("_")), unit });
  return bases.filter((one) => one.base !== "");
}

/** The names of `readPrometheusName` without the units. */
export function listPrometheusBases(name: string): readonly string[] {
  return readPrometheusName(name).map(({ base }) => base);
}
