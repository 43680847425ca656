import type { OtlpSignal } from "@headroom/otlp";
import type { IngestCounts } from "../ingest/ingest-counters.ts";

/** Counts at a time. */
interface Sample {
  readonly atMs: number;
  readonly counts: IngestCounts;
}

/** What was taken and refused each second. */
export interface OwnRates {
  readonly rates: Readonly<Record<OtlpSignal, { rows: number; requests: number; bytes: number }>>;
  readonly acceptedPerSecond: number;
  readonly refusedPerSecond: number;
}

const SPAN_MS = 60_000;

/** Keeps the samples of about the last minute, the older end included. */
export function keepSamples(samples: readonly Sample[], next: Sample): readonly Sample[] {
  const from = samples.findLastIndex(({ atMs }) => atMs <= next.atMs - SPAN_MS);
  return [...samples.slice(Math.max(0, from)), next];
}

/** Means over the span of the samples, per second; all 0 with fewer than two. */
export function ratesOf(samples: readonly Sample[]): OwnRates {
  const [first, last] = [samples[0], samples.at(-1)];
  const seconds = first === undefined || last === undefined ? 0 : (last.atMs - first.atMs) / 1_000;
  const rate = (read: (counts: IngestCounts) => number): number =>
    first === undefined || last === undefined || seconds <= 0
      ? 0
      : Math.max(0, read(last.counts) - read(first.counts)) / seconds;
  const rateOf = (signal: OtlpSignal) => ({
    rows: rate(({ bySignal }) => bySignal[signal].rows),
    requests: rate(({ bySignal }) => bySignal[signal].requests),
    bytes: rate(({ bySignal }) => bySignal[signal].bytes),
  });
  const accepted = rate(({ bySignal }) =>
    Object.values(bySignal).reduce((sum, { requests }) => sum + requests, 0),
  );
  const all = rate(({ total }) => total.requests);
  return {
    rates: { traces: rateOf("traces"), metrics: rateOf("metrics"), logs: rateOf("logs") },
    acceptedPerSecond: accepted,
    refusedPerSecond: Math.max(0, all - accepted),
  };
}
