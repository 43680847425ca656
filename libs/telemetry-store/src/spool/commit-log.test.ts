import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commitBytes, decodeCommitLog, encodeCommit, encodeSeal } from "./commit-log.ts";
import type { Commit } from "./commit-log.ts";

const commits = fc
  .array(
    fc.record({ size: fc.integer({ min: 1, max: 2 ** 40 }), rows: fc.nat(), dataCrc: fc.nat() }),
  )
  .map((sizes) => {
    let endOffset = 0;
    return sizes.map(({ size, rows, dataCrc }): Commit => {
      endOffset += size;
      return { endOffset, rows, dataCrc };
    });
  });

const encodeAll = (list: readonly Commit[]): Uint8Array => Buffer.concat(list.map(encodeCommit));

describe("decodeCommitLog", () => {
  it("returns what was encoded", () => {
    fc.assert(
      fc.property(commits, (list) => {
        expect(decodeCommitLog(encodeAll(list))).toEqual({
          commits: list,
          isSealed: false,
          hasGap: false,
        });
      }),
    );
  });

  it("stops at a torn record", () => {
    fc.assert(
      fc.property(commits, fc.nat(), (list, cut) => {
        const log = encodeAll(list);
        const kept = cut % (log.byteLength + 1);
        const whole = Math.floor(kept / commitBytes);
        expect(decodeCommitLog(log.subarray(0, kept)).commits).toEqual(list.slice(0, whole));
      }),
    );
  });

  it("stops at a flipped bit", () => {
    fc.assert(
      fc.property(commits, fc.nat(), (list, at) => {
        fc.pre(list.length > 0);
        const log = encodeAll(list);
        const position = at % log.byteLength;
        log[position] = (log[position] ?? 0) ^ 1;
        const bad = Math.floor(position / commitBytes);
        const hasGap = bad < list.length - 1;
        const found = decodeCommitLog(log);
        expect(found).toEqual({ commits: list.slice(0, bad), isSealed: false, hasGap });
      }),
    );
  });

  it("knows a seal, whole or torn", () => {
    fc.assert(
      fc.property(commits, fc.nat({ max: commitBytes }), (list, kept) => {
        const seal = encodeSeal(list.at(-1)?.endOffset ?? 0).subarray(0, kept);
        const found = decodeCommitLog(Buffer.concat([encodeAll(list), seal]));
        expect(found).toEqual({ commits: list, isSealed: kept === commitBytes, hasGap: false });
      }),
    );
  });
});
