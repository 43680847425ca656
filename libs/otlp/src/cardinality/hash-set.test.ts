import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HashSet } from "./hash-set.ts";

// Few different hashes that meet in few slots, so that chains grow, wrap around and are cut.
const hash = fc.oneof(
  fc.integer({ min: -20, max: 60 }),
  fc.nat(8).map((each) => each * 2 ** 20 - 1),
  fc.integer(),
);
const step = fc.record({ kind: fc.constantFrom("add", "add", "delete"), hash });

describe("HashSet", () => {
  it("does what a set does, with 0 as 1", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const set = new HashSet();
        const model = new Set<number>();
        for (const each of steps) {
          const key = each.hash === 0 ? 1 : each.hash;
          if (each.kind === "add") expect(set.add(each.hash)).toBe(!model.has(key));
          else set.delete(each.hash);
          if (each.kind === "add") model.add(key);
          else model.delete(key);
          expect(set.size).toBe(model.size);
        }
        for (const each of steps) {
          expect(set.has(each.hash)).toBe(model.has(each.hash === 0 ? 1 : each.hash));
        }
      }),
    );
  });

  it("takes 8 to 16 bytes for each of many hashes", () => {
    const set = new HashSet();
    for (let index = 1; index <= 20_000; index++) set.add(Math.imul(index, 0x9e3779b1));
    expect(set.size).toBe(20_000);
    expect(set.byteLength() / set.size).toBeGreaterThanOrEqual(8);
    expect(set.byteLength() / set.size).toBeLessThanOrEqual(16);
  });
});
