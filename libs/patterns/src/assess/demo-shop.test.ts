import { describe, expect, it } from "vitest";
import type { PatternId } from "../catalogue/types.ts";
import type { EvidenceSnapshot } from "../evidence/snapshot.ts";
import { recognisers } from "../recognise/recognise-all.ts";
import type { AssessOptions, Assessment } from "./assess.ts";
import { assessSnapshot } from "./assess.ts";
import { assessors } from "./assessors.ts";
import { sketchCatalog, sketchCheckout, sketchFulfilment } from "./demo-shop.ts";

function assess(
  snapshot: EvidenceSnapshot,
  id: PatternId,
  options: AssessOptions = {},
): Assessment {
  const found = assessSnapshot(snapshot, () => options).assessed.find(
    ({ recognition }) => recognition.patternId === id,
  );
  if (found === undefined) throw new Error(`${id} is not recognised`);
  return found.assessment;
}

const score = (assessment: Assessment) => assessment.score ?? Number.NaN;

describe("assessment of the demo shop", () => {
  it("recognises ten patterns or more", () => {
    const ids = [sketchCheckout(), sketchCatalog(), sketchFulfilment()].flatMap((snapshot) =>
      assessSnapshot(snapshot).recognitions.map(({ patternId }) => patternId),
    );
    expect([...new Set(ids)].toSorted()).toEqual([
      "P01",
      "P08",
      "P10",
      "P13",
      "P19",
      "P33",
      "P35",
      "P38",
      "P41",
      "P48",
      "P50",
      "P55b",
    ]);
  });

  it("has an assessor for every recogniser", () => {
    expect([...assessors.keys()]).toEqual([...recognisers.keys()]);
  });

  it("scores a calm pool high and a leaking one low", () => {
    const calm = assess(sketchCheckout(), "P33");
    const leaking = assess(
      sketchCheckout({ used: 10, leastUsed: 6, pending: 8, timeouts: 40 }),
      "P33",
    );
    expect(score(calm)).toBeGreaterThan(95);
    expect(score(leaking)).toBeLessThan(50);
    expect(leaking.coverage).toBeGreaterThan(0.6);
    const verdicts = Object.fromEntries(
      leaking.checklist.map(({ item, verdict }) => [item.id, verdict]),
    );
    expect(verdicts).toMatchObject({
      size: "not met",
      leaks: "not met",
      timeouts: "not met",
      "server-maximum": "cannot be seen",
    });
  });

  it("lowers the score of an open breaker and of the retries around it", () => {
    const [calm, open] = [sketchCheckout(), sketchCheckout(undefined, true)];
    expect(score(assess(calm, "P48"))).toBeGreaterThan(95);
    expect(score(assess(open, "P48"))).toBeLessThan(50);
    expect(score(assess(open, "P50"))).toBeLessThan(score(assess(calm, "P50")) - 10);
  });

  it("lowers the scores of a queue with a backlog", () => {
    const [calm, late] = [sketchFulfilment(), sketchFulfilment(900, 20)];
    for (const id of ["P38", "P41"] as const) {
      expect(score(assess(calm, id))).toBeGreaterThan(85);
      expect(score(assess(late, id))).toBeLessThan(60);
    }
  });

  it("sees that the canary fails more than the rest", () => {
    const [good, bad] = [1, 900].map((errors) => {
      const calm = sketchCheckout();
      const versions = calm.versions.map((one) =>
        one.version === "3.2.0" ? one : { ...one, errors },
      );
      return assess({ ...calm, versions }, "P55b");
    });
    expect(bad?.score).toBeLessThan(70);
    expect(good?.score).toBeGreaterThan(80);
    expect(bad?.parts.find(({ indicator }) => indicator === "version-verdict")?.scaleFrom).toBe(
      "meaning",
    );
  });

  it("learns what hit ratio is usual, and then sees that the cache was flushed", () => {
    const history = {
      "hit-ratio": Array.from({ length: 48 }, (_, hour) => 0.74 + (hour % 5) / 200),
    };
    const flushed = sketchCatalog(0, 8000, 8000);
    expect(assess(flushed, "P13").learning.map(({ indicator }) => indicator)).toContain(
      "hit-ratio",
    );
    const [calm, bad] = [sketchCatalog(), flushed].map((one) => assess(one, "P13", { history }));
    expect(calm?.score).toBeGreaterThan(95);
    expect(bad?.score).toBeLessThan(70);
    const part = bad?.parts.find(({ indicator }) => indicator === "hit-ratio");
    expect(part?.scaleFrom).toBe("history");
    expect(part?.calculation).toBe("hits / (hits + misses) = 0 (hits 0 {get}, misses 8000 {get})");
  });
});
