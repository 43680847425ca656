import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeLog } from "./log-fixture";
import { keyRecords, mergeRecords } from "./log-keys";

describe("keyRecords", () => {
  it("tells records apart by what they hold", () => {
    const keys = keyRecords([
      makeLog(3, "a"),
      makeLog(2, "a"),
      makeLog(1, "a"),
      makeLog(1, "b"),
      makeLog(1, "a", { attributes: { k: "v" } }),
    ]).map(({ key }) => key);
    expect(new Set(keys).size).toBe(5);
  });

  it("keeps the keys of equal records when newer ones arrive", () => {
    const old = [makeLog(1, "a"), makeLog(1, "a")];
    const keys = keyRecords(old).map(({ key }) => key);
    expect(new Set(keys).size).toBe(2);
    expect(
      keyRecords([makeLog(2, "x"), ...old])
        .map(({ key }) => key)
        .slice(1),
    ).toEqual(keys);
  });
});

describe("mergeRecords", () => {
  const anyLogs = fc
    .array(fc.tuple(fc.nat(5), fc.constantFrom("a", "b")), { maxLength: 12 })
    .map((given) => given.toSorted((a, b) => b[0] - a[0]).map(([s, body]) => makeLog(s, body)));

  it("adds what is new and nothing twice", () => {
    const known = [makeLog(2, "a"), makeLog(1, "a")];
    const merged = mergeRecords([makeLog(3, "a"), makeLog(2, "late"), ...known], known);
    expect(merged.map(({ time, body }) => time.slice(17, 19) + body)).toEqual([
      "03a",
      "02late",
      "02a",
      "01a",
    ]);
  });

  it("is newest first, and merging again changes nothing", () => {
    fc.assert(
      fc.property(anyLogs, anyLogs, (newer, known) => {
        const merged = mergeRecords(newer, known);
        expect(merged.map((log) => log.time)).toEqual(
          merged
            .map((log) => log.time)
            .toSorted()
            .reverse(),
        );
        expect(mergeRecords(newer, merged)).toEqual(merged);
        expect(merged.length).toBeGreaterThanOrEqual(Math.max(newer.length, known.length));
        expect(merged.length).toBeLessThanOrEqual(newer.length + known.length);
      }),
    );
  });
});
