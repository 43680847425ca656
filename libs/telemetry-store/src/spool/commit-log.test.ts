import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commitBytes, decodeCommits, encodeCommit } from "./commit-log.ts";
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

describe("decodeCommits", () => {
  it("returns what was encoded", () => {
    fc.assert(
      fc.property(commits, (list) => {
        expect(decodeCommits(encodeAll(list))).toEqual(list);
      }),
    );
  });

  it("stops at a torn record", () => {
    fc.assert(
      fc.property(commits, fc.nat(), (list, cut) => {
        const log = encodeAll(list);
        const kept = cut % (log.byteLength + 1);
        const whole = Math.floor(kept / commitBytes);
        expect(decodeCommits(log.subarray(0, kept))).toEqual(list.slice(0, whole));
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
        expect(decodeCommits(log)).toEqual(list.slice(0, Math.floor(position / commitBytes)));
      }),
    );
  });
});
