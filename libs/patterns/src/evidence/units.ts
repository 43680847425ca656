import type { MetricEvidence } from "./metric-evidence.ts";

/** Seconds of each unit of time, by UCUM code and by the words that libraries send. */
const secondsOf: Readonly<Record<string, number>> = {
  s: 1,
  seconds: 1,
  second: 1,
  ms: 0.001,
  milliseconds: 0.001,
  millisecond: 0.001,
  us: 1e-6,
  microseconds: 1e-6,
  ns: 1e-9,
  nanoseconds: 1e-9,
  min: 60,
  h: 3600,
};

/** Units that Prometheus names end with, before the suffixes of counters and histograms. */
const unitInName = /_(seconds|milliseconds|microseconds|nanoseconds)(?:_total|_sum|_bucket)?$/;

/**
 * What the values of a metric are multiplied by to be in `unit`. The unit that the metric states
 * counts most, then the one in its name, then `aliasScale`; 1 where nothing is known.
 */
export function findUnitScale(
  { unit: stated, name }: Pick<MetricEvidence, "unit" | "name">,
  unit: string,
  aliasScale: number | undefined,
): number {
  if (unit === "s") {
    const word = secondsOf[stated.toLowerCase()] ?? secondsOf[unitInName.exec(name)?.[1] ?? ""];
    if (word !== undefined) return word;
  }
  if (unit === "1" && stated === "%") return 0.01;
  return aliasScale ?? 1;
}
