import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  computeErlangC,
  computeMeanBusy,
  computeMeanWait,
  computePoolDeadlockFloor,
  computePoolStartSize,
  computeThreadStartSize,
  findServersForWait,
} from "./queueing.ts";

/** Erlang C straight from its definition, for small numbers of servers. */
function erlangCByDefinition(offered: number, servers: number): number {
  let term = 1;
  let sum = 0;
  for (let busy = 0; busy < servers; busy += 1) {
    sum += term;
    term *= offered / (busy + 1);
  }
  const waiting = term / (1 - offered / servers);
  return waiting / (sum + waiting);
}

describe("computeMeanBusy", () => {
  it("is rate times time", () => {
    expect(computeMeanBusy(200, 0.05)).toBe(10);
    expect(computeMeanBusy(0, 5)).toBe(0);
    expect(computeMeanBusy(-1, 5)).toBeUndefined();
  });
});

describe("computeErlangC", () => {
  it.each([
    [1, 2, 1, 0.5],
    [2, 1, 3, 4 / 9],
    [8, 1, 10, 0.409180151],
    [0, 1, 4, 0],
    [5, 1, 5, 1],
    [9, 1, 5, 1],
  ])(
    "for %d arrivals, %d services and %d servers",
    (arrivalsPerS, servicesPerS, servers, expected) => {
      expect(computeErlangC({ arrivalsPerS, servicesPerS, servers })).toBeCloseTo(expected, 8);
    },
  );

  it("agrees with its definition", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (servers, load) => {
          const offered = load * servers;
          const actual = computeErlangC({ arrivalsPerS: offered, servicesPerS: 1, servers });
          expect(actual).toBeCloseTo(erlangCByDefinition(offered, servers), 9);
        },
      ),
    );
  });

  it("does not overflow for thousands of servers", () => {
    const waiting = computeErlangC({ arrivalsPerS: 9_900, servicesPerS: 1, servers: 10_000 });
    expect(waiting).toBeGreaterThan(0);
    expect(waiting).toBeLessThan(1);
  });

  it.each([
    { arrivalsPerS: -1, servicesPerS: 1, servers: 1 },
    { arrivalsPerS: 1, servicesPerS: 0, servers: 1 },
    { arrivalsPerS: 1, servicesPerS: 1, servers: 0 },
    { arrivalsPerS: 1, servicesPerS: 1, servers: 1.5 },
    { arrivalsPerS: Number.NaN, servicesPerS: 1, servers: 1 },
  ])("has no answer for %j", (queue) => {
    expect(computeErlangC(queue)).toBeUndefined();
    expect(computeMeanWait(queue)).toBeUndefined();
  });
});

describe("computeMeanWait", () => {
  it("is ρ/(μ−λ) for one server", () => {
    expect(computeMeanWait({ arrivalsPerS: 8, servicesPerS: 10, servers: 1 })).toBeCloseTo(0.4, 9);
  });

  it("halves for constant service times", () => {
    const queue = { arrivalsPerS: 8, servicesPerS: 10, servers: 1 };
    expect(computeMeanWait(queue, { arrivals: 1, services: 0 })).toBeCloseTo(0.2, 9);
  });

  it("is infinite from full load on", () => {
    expect(computeMeanWait({ arrivalsPerS: 10, servicesPerS: 10, servers: 1 })).toBe(Infinity);
  });

  it("refuses a negative variability", () => {
    const queue = { arrivalsPerS: 8, servicesPerS: 10, servers: 1 };
    expect(computeMeanWait(queue, { arrivals: -1, services: 0 })).toBeUndefined();
  });
});

describe("findServersForWait", () => {
  it("finds the smallest number that keeps the promise", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 200, noNaN: true }),
        fc.double({ min: 0.1, max: 20, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.double({ min: 0.001, max: 0.5, noNaN: true }),
        (arrivalsPerS, servicesPerS, waitS, probability) => {
          const servers = findServersForWait(arrivalsPerS, servicesPerS, waitS, probability) ?? 0;
          const exceeds = (count: number) => {
            const waiting = computeErlangC({ arrivalsPerS, servicesPerS, servers: count }) ?? 1;
            const spareRate = count * servicesPerS - arrivalsPerS;
            return spareRate <= 0 || waiting * Math.exp(-spareRate * waitS) > probability + 1e-12;
          };
          expect(exceeds(servers)).toBe(false);
          if (servers > 1) expect(exceeds(servers - 1)).toBe(true);
        },
      ),
    );
  });

  it("has no answer for values that make no sense", () => {
    expect(findServersForWait(10, 0, 1, 0.1)).toBeUndefined();
    expect(findServersForWait(10, 1, -1, 0.1)).toBeUndefined();
    expect(findServersForWait(10, 1, 1, 0)).toBeUndefined();
    expect(findServersForWait(10, 1, 1, 1)).toBeUndefined();
    expect(findServersForWait(1e9, 1, 0, 0.1)).toBeUndefined();
  });
});

describe("start sizes", () => {
  it("follow the rules of thumb", () => {
    expect(computePoolStartSize(4, 1)).toBe(9);
    expect(computePoolDeadlockFloor(3, 4)).toBe(10);
    expect(computeThreadStartSize(4, 0.09, 0.01)).toBeCloseTo(40, 9);
    expect(computeThreadStartSize(4, 0.09, 0)).toBeUndefined();
  });
});
