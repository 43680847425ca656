import { expect, it } from "vitest";
import type { Segment } from "../spool/segment.ts";
import type { Spool } from "../spool/spool.ts";
import { startLoader } from "./loader.ts";

const segment: Segment = {
  id: "spans-00000000000001-00",
  table: "spans",
  path: "/nowhere",
  openedMs: 1,
  bytes: 1,
  rows: 1,
};

/** A spool with one closed segment. */
function sketchSpool() {
  let waiting: readonly Segment[] = [segment];
  const spool: Pick<Spool, "closedSegments" | "release" | "onSegmentClosed" | "sealAll"> = {
    closedSegments: (table) => (table === "spans" ? waiting : []),
    release: () => {
      waiting = [];
      return Promise.resolve();
    },
    onSegmentClosed: () => undefined,
    sealAll: () => Promise.resolve(),
  };
  return spool as Spool;
}

it("tries at once when it is asked to drain, however long the pause after failures is", async () => {
  let isAway = true;
  const failed = Promise.withResolvers<void>();
  const loader = startLoader({
    spool: sketchSpool(),
    load: () => (isAway ? Promise.reject(new Error("The store is away.")) : Promise.resolve()),
    parallel: 1,
    maxCorruptTries: 3,
    random: () => 100,
    onReport: ({ outcome }) => outcome === "retrying" && failed.resolve(),
  });
  await failed.promise;
  isAway = false;
  // The pause is longer than any timer of this test.
  expect(await loader.drain(5_000)).toBe(true);
  expect(loader.state()).toMatchObject({ loadedSegments: 1, failedTries: 1 });
  await loader.stop();
});
