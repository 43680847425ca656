import { describe, expect, it } from "vitest";
import { makeLog } from "./log-fixture";
import { EMPTY_TAIL, growTail, MAX_TAIL, TAIL_OVERLAP_MS, tailFromMs } from "./tail";

const loaded = [makeLog(10, "b"), makeLog(5, "a")];
const anchorMs = Date.parse("2026-03-01T12:00:12Z");

describe("growTail", () => {
  it("takes what is new once", () => {
    const answer = { items: [makeLog(20, "c"), ...loaded], nextCursor: null };
    const once = growTail(EMPTY_TAIL, loaded, answer);
    expect(once.records.map(({ body }) => body)).toEqual(["c"]);
    const again = growTail(once, loaded, answer);
    expect(again.records.map(({ body }) => body)).toEqual(["c"]);
    expect(again.brokenOff).toBe(false);
  });

  it("takes records that arrive late in their place", () => {
    const first = growTail(EMPTY_TAIL, loaded, { items: [makeLog(20, "c")], nextCursor: null });
    const second = growTail(first, loaded, {
      items: [makeLog(21, "e"), makeLog(20, "c"), makeLog(19, "d")],
      nextCursor: null,
    });
    expect(second.records.map(({ body }) => body)).toEqual(["e", "c", "d"]);
  });

  it("breaks off where a full answer leaves a hole", () => {
    const cut = { items: [makeLog(30, "d"), makeLog(25, "c")], nextCursor: "more" };
    expect(growTail(EMPTY_TAIL, loaded, cut).brokenOff).toBe(true);
    const reaching = { items: [makeLog(30, "d"), makeLog(10, "b")], nextCursor: "more" };
    expect(growTail(EMPTY_TAIL, loaded, reaching).brokenOff).toBe(false);
  });

  it("breaks off when it grows too long", () => {
    const items = Array.from({ length: MAX_TAIL + 1 }, (_, index) => makeLog(20, `${index}`));
    expect(growTail(EMPTY_TAIL, loaded, { items, nextCursor: null }).brokenOff).toBe(true);
  });
});

describe("tailFromMs", () => {
  it("looks back from the newest record, or from where the list ends", () => {
    expect(tailFromMs(EMPTY_TAIL, anchorMs)).toBe(anchorMs - TAIL_OVERLAP_MS);
    const tail = { records: [makeLog(40, "x")], brokenOff: false };
    expect(tailFromMs(tail, anchorMs)).toBe(anchorMs + 28_000 - TAIL_OVERLAP_MS);
  });
});
