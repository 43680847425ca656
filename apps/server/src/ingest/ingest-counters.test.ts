import { expect, it } from "vitest";
import { IngestCounters } from "./ingest-counters.ts";

const used = {
  rows: 2,
  bytes: 10,
  rejectedRows: 1,
  overflows: [],
  attributesDropped: 0,
  valuesTruncated: 0,
};

it("counts by signal, and why rows were left out", () => {
  let now = 5;
  const counters = new IngestCounters(() => now);
  counters.accept("k", { ...used, signal: "logs", reasons: new Map([["missing_timestamp", 1]]) });
  now = 9;
  counters.accept("k", { ...used, rows: 0, signal: "metrics", reasons: new Map() });
  const { bySignal, rejectedRows, lastRowsMs } = counters.read();
  expect(bySignal.logs).toEqual({ requests: 1, rows: 2, bytes: 10 });
  expect(bySignal.metrics.requests).toBe(1);
  expect(rejectedRows).toEqual({ missing_timestamp: 1 });
  // A request without rows is no sign that data comes.
  expect(lastRowsMs).toBe(5);
});

it("keeps refusals by sender and reason, newest first, at most 200", () => {
  let now = 0;
  const seen: string[] = [];
  const counters = new IngestCounters(
    () => now,
    (sender, reason) => seen.push(`${sender} ${reason}`),
  );
  for (; now < 250; now++) counters.refuse(`k${now}`, "malformed");
  counters.refuse("k249", "malformed");
  const { refusals } = counters.read();
  expect(refusals).toHaveLength(200);
  expect(refusals[0]).toEqual({
    senderId: "k249",
    reason: "malformed",
    requests: 2,
    lastMs: 250,
  });
  expect(refusals.at(-1)?.senderId).toBe("k50");
  expect(seen).toHaveLength(251);
});
