import type { SeriesEvidence } from "@headroom/telemetry-store";
import { describe, expect, it } from "vitest";
import { dropEndedInstances, fillGaps } from "./metric-gaps.ts";

const minuteMs = 60_000;
const at = (minute: number, value: number) => ({ atMs: minute * minuteMs, value });

function series(changes: Partial<SeriesEvidence>): SeriesEvidence {
  return {
    metric: "used",
    instrument: "gauge",
    labels: {},
    first: 1,
    last: 1,
    avg: 1,
    min: 1,
    max: 1,
    p95: 1,
    lastMs: 60 * minuteMs,
    points: [],
    ...changes,
  };
}

describe("fillGaps", () => {
  it.each([
    ["no points", [], []],
    ["no gap", [at(0, 1), at(1, 2)], [at(0, 1), at(1, 2)]],
    ["a missing step", [at(0, 1), at(2, 2)], [at(0, 1), at(1, 1), at(2, 2)]],
    [
      "five minutes",
      [at(0, 1), at(5, 2)],
      [at(0, 1), at(1, 1), at(2, 1), at(3, 1), at(4, 1), at(5, 2)],
    ],
    ["a longer silence", [at(0, 1), at(6, 2)], [at(0, 1), at(6, 2)]],
  ])("handles %s", (_, points, filled) => {
    expect(fillGaps(points, minuteMs)).toEqual(filled);
  });
});

describe("dropEndedInstances", () => {
  const old = { instanceId: "old", lastMs: 10 * minuteMs };
  const live = { instanceId: "new" };
  const drop = (all: readonly SeriesEvidence[]) =>
    dropEndedInstances(all, 60 * minuteMs, 5 * minuteMs);

  it("leaves out levels of instances that ended, but not what they counted", () => {
    const counter = series({ ...old, instrument: "counter" });
    const kept = drop([series(old), series(live), counter, series({ lastMs: 0 })]);
    expect(kept.map(({ instanceId, instrument }) => [instanceId, instrument])).toEqual([
      ["new", "gauge"],
      ["old", "counter"],
      [undefined, "gauge"],
    ]);
  });

  it("keeps a level that is sent seldom by an instance that lives", () => {
    expect(drop([series({ ...live, lastMs: 0 }), series(live)])).toHaveLength(2);
  });

  it("keeps everything where no instance lives any more", () => {
    expect(drop([series(old)])).toHaveLength(1);
  });
});
