import type { CallSlot } from "@headroom/telemetry-store";
import { describe, expect, it } from "vitest";
import { findFailingRange, listGaps } from "./fast-fail-gaps.ts";
import { sketchActivity, sketchCall } from "./span-fixtures.ts";

const payments = sketchCall({ id: "pay", attributes: { "peer.service": "payments" } });

/** One letter per second: `c` calls, `f` fails at once, `r` refuses at once, `t` one call. */
function slots(course: string): CallSlot[] {
  return [...course].flatMap((letter, second) => {
    const slot = { timeMs: second * 1_000, requests: 5, fastFailures: 0, refusals: 0, calls: {} };
    if (letter === "c") return [{ ...slot, calls: { pay: 5 } }];
    if (letter === "t") return [{ ...slot, fastFailures: 4, calls: { pay: 1 } }];
    if (letter === "f") return [{ ...slot, fastFailures: 5 }];
    if (letter === "r") return [{ ...slot, fastFailures: 5, refusals: 5 }];
    return [];
  });
}

const find = (course: string) => listGaps([payments], { stepMs: 1_000, slots: slots(course) });

describe("listGaps", () => {
  it("finds the times without a call in which requests failed at once", () => {
    expect(find("cccccffftfffccc")).toEqual([
      {
        peer: "payments",
        startMs: 5_000,
        endMs: 8_000,
        requests: 15,
        fastFailShare: 1,
        validationShare: 0,
        trialCalls: 1,
      },
      expect.objectContaining({ startMs: 9_000, endMs: 12_000, trialCalls: 5 }),
    ]);
  });

  it.each([
    ["without a failure", "ccccc---ccccc"],
    ["before the first call", "fffccccccc"],
    ["after the last call", "cccccccfff"],
    ["to a peer that is hardly called", "cffc"],
  ])("takes no notice of silence %s", (_what, course) => {
    expect(find(course)).toEqual([]);
  });

  it("tells failures that clients caused", () => {
    expect(find("cccccfrccc")).toMatchObject([{ requests: 10, validationShare: 0.5 }]);
  });

  it("counts all shapes of a peer as one", () => {
    const other = { ...payments, id: "other" };
    const course = slots("ccccccc").map((slot, index) =>
      index % 2 === 0 ? slot : { ...slot, fastFailures: 1, calls: { other: 1 } },
    );
    expect(listGaps([payments, other], { stepMs: 1_000, slots: course })).toEqual([]);
  });
});

describe("findFailingRange", () => {
  const minuteMs = 60_000;
  const grid = { fromMs: 0, stepMs: minuteMs, count: 20 };
  const window = { startMs: 0, endMs: 20 * minuteMs };
  const failing = (minute: number, fastFailures: number) =>
    sketchActivity([], {
      steps: [{ timeMs: minute * minuteMs, calls: 100, spans: 100, errors: 0, fastFailures }],
    });

  it.each([
    ["enough failures in one minute", [failing(10, 8)], [8, 13]],
    ["failures of two instances", [failing(10, 10), failing(10, 10)], [8, 13]],
    ["two bursts", [failing(1, 50), failing(15, 50)], [0, 18]],
    ["few failures", [failing(10, 7)], undefined],
    ["a small part of the requests", [failing(10, 8), failing(10, 0)], undefined],
  ])("of %s", (_what, activities, minutes) => {
    const [from = 0, to = 0] = minutes ?? [];
    expect(findFailingRange(activities, window, grid)).toEqual(
      minutes === undefined ? undefined : { fromMs: from * minuteMs, toMs: to * minuteMs },
    );
  });
});
