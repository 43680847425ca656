import { describe, expect, it } from "vitest";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import type { Repetition, SpanShape } from "../evidence/span-evidence.ts";
import { sketchShape, sketchSnapshot } from "./fixtures.ts";
import { recogniseRepeatedQueries } from "./repeated-queries.ts";

const often: Repetition = {
  traces: 200,
  perParentP50: 12,
  perParentP95: 30,
  tracesShare: 0.4,
  timeShare: 0.6,
  sequentialShare: 1,
};

function repeated(
  parts: Partial<SpanShape> = {},
  repetition: Partial<Repetition> = {},
): EvidenceSnapshot {
  return sketchSnapshot({
    shapes: [sketchShape({ repetition: { ...often, ...repetition }, ...parts })],
  });
}

describe("repeated queries (P30)", () => {
  const {
    dbSystem: _system,
    dbOperation: _operation,
    ...call
  } = sketchShape({ name: "GET /users/:id", method: "GET" });
  const sources: readonly (readonly [string, EvidenceSnapshot, string])[] = [
    ["equal statements below one request", repeated(), "N+1 (lazy without eager)"],
    [
      "the same, growing with the rows",
      repeated({}, { sizeCorrelation: 0.9 }),
      "N+1 (lazy without eager)",
    ],
    [
      "equal calls to a service",
      sketchSnapshot({ shapes: [{ ...call, repetition: often }] }),
      "N+1 (lazy without eager)",
    ],
    ["a list of keys in one statement", repeated({ batchSize: 12 }), "Eager"],
    ["a loader", repeated({ kind: "internal", name: "dataloader.load users" }), "Eager"],
  ];
  it.each(sources)("recognises %s", (_source, snapshot, variant) => {
    expect(recogniseRepeatedQueries(snapshot).map((one) => one.variant)).toEqual([variant]);
  });

  const lookAlikes: readonly (readonly [string, EvidenceSnapshot])[] = [
    ["a few statements", repeated({}, { perParentP95: 3 })],
    ["one odd trace in many", repeated({}, { tracesShare: 0.001 })],
    [
      "attempts after failures",
      repeated({
        attempts: {
          calls: 10,
          attempts: 60,
          resends: 0,
          resendsAfterRedirect: 0,
          failedFirstShare: 0.9,
          overlapShare: 0,
          maxAttempts: 6,
        },
      }),
    ],
    [
      "a loop in the background",
      sketchSnapshot({
        shapes: [
          (({ entry: _entry, ...shape }) => ({ ...shape, repetition: often }))(sketchShape()),
        ],
      }),
    ],
    [
      "one question to every shard",
      repeated(
        { peerAddresses: Array.from({ length: 12 }, (_, at) => `10.0.0.${at}`) },
        { sequentialShare: 0.1 },
      ),
    ],
    ["inserts in a loop", repeated({ dbOperation: "INSERT" })],
    ["statements that frame transactions", repeated({ dbOperation: "COMMIT" })],
  ];
  it.each(lookAlikes)("rejects %s", (_name, snapshot) => {
    expect(recogniseRepeatedQueries(snapshot)).toEqual([]);
  });
});
