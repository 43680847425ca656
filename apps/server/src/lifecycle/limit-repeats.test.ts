import { expect, it } from "vitest";
import { limitRepeats } from "./limit-repeats.ts";

it("says a problem once in half a minute, and how often it came meanwhile", () => {
  const said: [string, number][] = [];
  let nowMs = 0;
  const tell = limitRepeats(
    (problem, times) => said.push([problem, times]),
    () => nowMs,
  );
  tell("Segment logs-0012-af01 is bad.");
  tell("Segment logs-0013-bf02 is bad.");
  tell("The disk is full.");
  nowMs = 30_000;
  tell("Segment logs-0014-cf03 is bad.");
  expect(said).toEqual([
    ["Segment logs-0012-af01 is bad.", 0],
    ["The disk is full.", 0],
    ["Segment logs-0014-cf03 is bad.", 1],
  ]);
});
