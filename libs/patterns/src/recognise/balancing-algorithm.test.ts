import { describe, expect, it } from "vitest";
import type { BalanceEvidence, EvidenceSnapshot, InstanceEvidence } from "../evidence/snapshot.ts";
import { computeChiSquareTail, recogniseBalancingAlgorithm } from "./balancing-algorithm.ts";
import { sketchInstance, sketchSnapshot, testWindow } from "./fixtures.ts";

const middleMs = (testWindow.startMs + testWindow.endMs) / 2;

const two = [sketchInstance("a"), sketchInstance("b")];

function balanced(
  balance: Partial<BalanceEvidence>,
  instances: readonly InstanceEvidence[] = two,
): EvidenceSnapshot {
  return sketchSnapshot({ instances, balance: { requests: 70_000, ...balance } });
}

describe("balancing algorithm (P10)", () => {
  const loads = [10, 20, 30, 40].map((requestsPerS, index) =>
    sketchInstance(String(index), { requestsPerS, meanS: 1 / requestsPerS, inFlight: 1 }),
  );
  const sources: readonly (readonly [string, EvidenceSnapshot])[] = [
    ["Round robin", balanced({ dispersion: 0.05 })],
    ["Random", balanced({ dispersion: 1 })],
    ["IP hash", balanced({ clientAffinity: 0.99, clients: 100 })],
    ["Consistent hash", balanced({ clientAffinity: 0.99, clients: 100, movedOnJoin: 0.5 })],
    ["Least connections", balanced({}, loads)],
    [
      "Least response time",
      balanced(
        {},
        loads.map(({ inFlight: _inFlight, ...one }) => one),
      ),
    ],
    ["Weighted", balanced({}, [sketchInstance("a"), sketchInstance("b", { requestsPerS: 30 })])],
  ];
  it.each(sources)("recognises %s", (variant, snapshot) => {
    expect(recogniseBalancingAlgorithm(snapshot).map((one) => one.variant)).toEqual([variant]);
  });

  const lookAlikes: readonly (readonly [string, EvidenceSnapshot])[] = [
    ["too few requests", balanced({ requests: 900, dispersion: 0.05 })],
    [
      "a canary's share",
      balanced({ dispersion: 0.05 }, [
        sketchInstance("a"),
        sketchInstance("b", { version: "2", requestsPerS: 1 }),
      ]),
    ],
    [
      "an instance that joined half-way",
      balanced({ dispersion: 0.05 }, [...two, sketchInstance("c", { firstSeenMs: middleMs })]),
    ],
    ["one instance", balanced({ dispersion: 0.05 }, [sketchInstance("a")])],
    ["a few faithful clients and no other sign", balanced({ clientAffinity: 1, clients: 3 })],
    ["neither turns nor chance", balanced({ dispersion: 0.5 })],
  ];
  it.each(lookAlikes)("rejects %s", (_name, snapshot) => {
    expect(recogniseBalancingAlgorithm(snapshot)).toEqual([]);
  });

  it("has the tail of the χ² distribution", () => {
    // Tables: 3.841 at one degree and 18.307 at ten have 5 % beyond them.
    expect(computeChiSquareTail(3.841, 1)).toBeCloseTo(0.05, 2);
    expect(computeChiSquareTail(18.307, 10)).toBeCloseTo(0.05, 2);
  });
});
