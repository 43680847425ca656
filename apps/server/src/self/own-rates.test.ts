import { describe, expect, it } from "vitest";
import { IngestCounters } from "../ingest/ingest-counters.ts";
import { keepSamples, ratesOf } from "./own-rates.ts";

const none = { overflows: [], attributesDropped: 0, valuesTruncated: 0 };

/** Counts after `requests` accepted requests of ten rows and `refused` refused ones. */
function countsOf(requests: number, refused: number) {
  const counters = new IngestCounters(() => 0);
  for (let index = 0; index < requests; index++) {
    const used = { signal: "logs" as const, rows: 10, bytes: 100, rejectedRows: 0, ...none };
    counters.accept("none", { ...used, reasons: new Map() });
  }
  for (let index = 0; index < refused; index++) counters.refuse("none", "malformed");
  return counters.read();
}

describe("ratesOf", () => {
  it("gives means over the span of the samples", () => {
    const rates = ratesOf([
      { atMs: 0, counts: countsOf(10, 0) },
      { atMs: 20_000, counts: countsOf(50, 20) },
    ]);
    expect(rates.rates.logs).toEqual({ rows: 20, requests: 2, bytes: 200 });
    expect(rates.rates.traces.rows).toBe(0);
    expect(rates).toMatchObject({ acceptedPerSecond: 2, refusedPerSecond: 1 });
  });

  it("knows nothing from one sample", () => {
    expect(ratesOf([{ atMs: 0, counts: countsOf(5, 5) }])).toMatchObject({
      acceptedPerSecond: 0,
      refusedPerSecond: 0,
    });
  });
});

describe("keepSamples", () => {
  it("keeps a minute and the sample before it", () => {
    const counts = countsOf(0, 0);
    const times = [0, 10, 20, 30, 40, 50, 60, 70, 80].map((seconds) => seconds * 1_000);
    const kept = times.reduce<ReturnType<typeof keepSamples>>(
      (samples, atMs) => keepSamples(samples, { atMs, counts }),
      [],
    );
    expect(kept.map(({ atMs }) => atMs / 1_000)).toEqual([20, 30, 40, 50, 60, 70, 80]);
  });
});
