import { describe, expect, it } from "vitest";
import { estimateServices, presentReports, type ReadReport } from "./present-ingestion.ts";

const nowMs = 1_000_000;

function sketchReport(change: {
  readonly instanceId: string;
  readonly reportedMs?: number;
  readonly freshnessMs?: number;
  readonly depthBytes?: number;
  readonly refused?: number;
}): ReadReport {
  const rate = { rows: 10, requests: 1, bytes: 100 };
  return {
    instanceId: change.instanceId,
    service: "headroom-ingest",
    version: "1",
    roles: ["ingest"],
    startedMs: 0,
    reportedMs: change.reportedMs ?? nowMs,
    lastRowsMs: nowMs - 5_000,
    document: {
      freshnessMs: change.freshnessMs ?? 0,
      spool: {
        depthBytes: change.depthBytes ?? 0,
        maxBytes: 100,
        segments: 1,
        oldestAgeMs: 0,
        quarantinedSegments: 0,
        quarantinedBytes: 0,
      },
      disks: [{ name: "default", totalBytes: 100, freeBytes: 25 }],
      lastProblem: null,
      ingest: {
        rates: { traces: rate, metrics: rate, logs: rate },
        acceptedPerSecond: 3,
        refusedPerSecond: 1,
        refusals: [
          { senderId: "k1", reason: "quota_rows", requests: change.refused ?? 1, lastMs: nowMs },
        ],
        rejectedRows: { missing_timestamp: 2 },
        trims: { attributesDropped: 1, valuesTruncated: 0 },
        overflows: [],
      },
    },
  };
}

describe("presentReports", () => {
  it("adds what processes take, and takes the worst of what they lack", () => {
    const answer = presentReports(
      [
        sketchReport({ instanceId: "a", freshnessMs: 400, depthBytes: 10 }),
        sketchReport({ instanceId: "b", freshnessMs: 90_000, depthBytes: 90, refused: 4 }),
      ],
      new Map([["k1", "checkout"]]),
      nowMs,
    );
    expect(answer.rates.traces).toEqual({ rows: 20, requests: 2, bytes: 200 });
    expect(answer).toMatchObject({
      isWatched: true,
      acceptedPerSecond: 6,
      freshnessMs: 90_000,
      silenceMs: 5_000,
      spool: { usedBytes: 90, usedShare: 0.9, segments: 2 },
      disks: [{ name: "default", usedShare: 0.75 }],
      rejectedRows: [{ reason: "missing_timestamp", rows: 4 }],
      trims: { attributesDropped: 2, valuesTruncated: 0 },
    });
    expect(answer.refusals).toMatchObject([
      { reason: "quota_rows", sender: "checkout", requests: 5 },
    ]);
  });

  it("counts what a process refused that ended, but not its rates and its spool", () => {
    const gone = sketchReport({ instanceId: "a", reportedMs: nowMs - 600_000, depthBytes: 99 });
    const answer = presentReports([gone], new Map(), nowMs);
    expect(answer).toMatchObject({
      isWatched: false,
      acceptedPerSecond: 0,
      freshnessMs: null,
      spool: null,
      processes: [{ isSilent: true }],
      refusals: [{ sender: "A key that is gone" }],
    });
  });
});

it("estimates what services take by the mean row of each table", () => {
  const services = estimateServices(
    [
      { service: "a", table: "spans", rows: 10 },
      { service: "a", table: "logs", rows: 100 },
      { service: "b", table: "spans", rows: 90 },
    ],
    [
      { table: "spans", rows: 100, compressedBytes: 5_000 },
      { table: "logs", rows: 100, compressedBytes: 1_000 },
    ],
  );
  expect(services).toEqual([
    { service: "b", rows: 90, estimatedBytes: 4_500 },
    { service: "a", rows: 110, estimatedBytes: 1_500 },
  ]);
});
