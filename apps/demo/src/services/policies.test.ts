import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseVersion, createRoundRobin } from "./balancing.ts";
import { backoffMs, shouldRetry } from "./retry-policy.ts";

describe("createRoundRobin", () => {
  it("takes the addresses in turn", () => {
    const next = createRoundRobin(["a", "b"]);
    expect([next(), next(), next()]).toEqual(["a", "b", "a"]);
  });

  it("says so when there is no instance", () => {
    expect(createRoundRobin([])).toThrow("no instance");
  });
});

describe("chooseVersion", () => {
  it("sends the canary its share", () => {
    expect(chooseVersion("stable", "canary", 0.1, 0.099)).toBe("canary");
    expect(chooseVersion("stable", "canary", 0.1, 0.1)).toBe("stable");
  });
});

describe("retry policy", () => {
  it("gives up after the third attempt, at an open breaker and at 4xx", () => {
    expect(shouldRetry({ statusCode: 503 }, 0)).toBe(true);
    expect(shouldRetry({ statusCode: 503 }, 2)).toBe(false);
    expect(shouldRetry({ code: "EOPENBREAKER" }, 0)).toBe(false);
    expect(shouldRetry({ statusCode: 409 }, 0)).toBe(false);
    expect(shouldRetry(new Error("socket closed"), 1)).toBe(true);
  });

  it("never waits shorter than before, whatever the jitter", () => {
    const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(5), draw, draw, (attempt, left, right) => {
        expect(backoffMs(attempt + 1, left)).toBeGreaterThanOrEqual(backoffMs(attempt, right));
      }),
    );
  });
});
