import { createEmptySnapshot, recognise } from "@headroom/patterns";
import type { Activity } from "@headroom/telemetry-store";
import { describe, expect, it } from "vitest";
import { buildTimeline, listInstances } from "./instances.ts";
import { sketchActivity } from "./span-fixtures.ts";
import { listVersions } from "./versions.ts";

const minutes = 60;
const grid = { fromMs: 0, stepMs: 60_000, count: minutes };
const window = { startMs: 0, endMs: minutes * 60_000 };

/** An instance of a version that takes `perMinute` requests from one minute to another. */
function run(
  version: string,
  instance: string,
  from: number,
  to: number,
  perMinute = 50,
): Activity {
  const spans = Array.from({ length: minutes }, (_, minute) =>
    minute >= from && minute < to ? perMinute : 0,
  );
  return sketchActivity(spans, { version, instance });
}

function snapshotOf(instances: readonly Activity[]) {
  const activity = { instances, versions: instances };
  return {
    ...createEmptySnapshot({ kind: "service", name: "shop" }, window),
    instances: listInstances(instances, window),
    timeline: buildTimeline(instances, grid),
    versions: listVersions(activity, window, grid),
  };
}

const four = [0, 1, 2, 3];
const rolling = four.flatMap((index) => [
  run("1.0.0", `old-${index}`, 0, 20 + 2 * index),
  run("1.1.0", `new-${index}`, 20 + 2 * index, minutes),
]);
const blueGreen = four.flatMap((index) => [
  run("1.0.0", `blue-${index}`, 0, 30),
  // Blue idles on.
  run("1.0.0", `blue-idle-${index}`, 30, 33, 1),
  run("1.1.0", `green-${index}`, 30, minutes),
]);
const canary = [
  ...four.map((index) => run("1.0.0", `stable-${index}`, 0, minutes)),
  run("1.1.0", "canary", 15, minutes, 10),
];

describe("evidence of a roll-out", () => {
  it.each([
    ["instance by instance", rolling, "P56"],
    ["by a switch between two fleets", blueGreen, "P55a"],
    ["by a canary", canary, "P55b"],
  ] as const)("%s leads to its pattern and no other", (_what, instances, expected) => {
    const snapshot = snapshotOf(instances);
    const found = (["P55a", "P55b", "P56"] as const).filter((id) => recognise(id, snapshot));
    expect(found).toEqual([expected]);
  });

  it("is none where nothing changes", () => {
    const snapshot = snapshotOf(four.map((index) => run("1.0.0", `${index}`, 0, minutes)));
    expect(recognise("P01", snapshot)?.variant).toBe("Static");
    for (const id of ["P55a", "P55b", "P56"] as const) expect(recognise(id, snapshot)).toBeNull();
  });

  it("shows instances that follow the load", () => {
    const elastic = [
      run("1.0.0", "always", 0, minutes),
      run("1.0.0", "also", 0, minutes),
      run("1.0.0", "day", 20, 40),
      run("1.0.0", "noon", 25, 35),
    ];
    expect(recognise("P01", snapshotOf(elastic))?.variant).toBe("Elastic");
  });
});
