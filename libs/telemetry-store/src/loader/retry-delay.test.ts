import fc from "fast-check";
import { expect, it } from "vitest";
import { retryDelayMs } from "./retry-delay.ts";

it("backs off from 125 ms to at most 30 s", () => {
  const jitter = fc.double({ min: 0, max: 0.999, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), jitter, (attempt, spread) => {
      const delayMs = retryDelayMs(attempt, spread);
      expect(delayMs).toBeGreaterThanOrEqual(125);
      expect(delayMs).toBeLessThanOrEqual(30_000);
      expect(retryDelayMs(attempt + 1, spread)).toBeGreaterThanOrEqual(delayMs);
    }),
  );
});
