import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { admitRequest, BURST_SECONDS, chargeQuota, openQuota, type Quota } from "./quota.ts";

const rate = fc.option(fc.integer({ min: 1, max: 10_000 }), { nil: null });
const quotas: fc.Arbitrary<Quota> = fc.record({
  requestsPerSecond: rate,
  rowsPerSecond: rate,
  bytesPerSecond: rate,
});
const sends = fc.array(
  fc.record({
    waitMs: fc.integer({ min: 0, max: 5_000 }),
    rows: fc.integer({ min: 0, max: 5_000 }),
    bytes: fc.integer({ min: 0, max: 50_000 }),
  }),
  { minLength: 1, maxLength: 60 },
);

describe("quota", () => {
  it("lets no more through than a full bucket, the rate and one request of debt", () => {
    fc.assert(
      fc.property(quotas, sends, (quota, steps) => {
        let now = 0;
        let state = openQuota(quota, now);
        const used = { requests: 0, rows: 0, bytes: 0 };
        const largest = { requests: 0, rows: 0, bytes: 0 };
        for (const { waitMs, rows, bytes } of steps) {
          now += waitMs;
          const admission = admitRequest(quota, state, now);
          state = admission.state;
          if (!admission.ok) continue;
          state = chargeQuota(state, { rows, bytes });
          for (const [name, amount] of Object.entries({ requests: 1, rows, bytes })) {
            const dimension = name as keyof typeof used;
            used[dimension] += amount;
            largest[dimension] = Math.max(largest[dimension], amount);
          }
        }
        const rates = {
          requests: quota.requestsPerSecond,
          rows: quota.rowsPerSecond,
          bytes: quota.bytesPerSecond,
        };
        for (const [name, perSecond] of Object.entries(rates)) {
          if (perSecond === null) continue;
          const dimension = name as keyof typeof used;
          const most = perSecond * (now / 1_000 + BURST_SECONDS) + largest[dimension];
          expect(used[dimension]).toBeLessThanOrEqual(most + 1e-6);
        }
      }),
    );
  });

  it("admits a refused request after the delay it was told, and not long before", () => {
    fc.assert(
      fc.property(quotas, sends, (quota, steps) => {
        let now = 0;
        let state = openQuota(quota, now);
        for (const { waitMs, rows, bytes } of steps) {
          now += waitMs;
          const admission = admitRequest(quota, state, now);
          state = admission.state;
          if (admission.ok) {
            state = chargeQuota(state, { rows, bytes });
            continue;
          }
          // A millisecond more, for what the divisions round away.
          expect(admitRequest(quota, state, now + admission.retryAfterMs + 1).ok).toBe(true);
          expect(admitRequest(quota, state, now + admission.retryAfterMs - 2).ok).toBe(false);
        }
      }),
    );
  });

  it("never refuses without limits", () => {
    const free = { requestsPerSecond: null, rowsPerSecond: null, bytesPerSecond: null };
    fc.assert(
      fc.property(sends, (steps) => {
        let state = openQuota(free, 0);
        for (const { rows, bytes } of steps) {
          const admission = admitRequest(free, state, 0);
          expect(admission.ok).toBe(true);
          state = chargeQuota(admission.state, { rows, bytes });
        }
      }),
    );
  });

  it("charges a refused request nothing and names the limit", () => {
    const quota = { requestsPerSecond: null, rowsPerSecond: 100, bytesPerSecond: null };
    const spent = chargeQuota(openQuota(quota, 0), { rows: 1_500 });
    const refused = admitRequest(quota, spent, 0);
    expect(refused).toMatchObject({ ok: false, dimension: "rows", retryAfterMs: 5_010 });
    expect(refused.state.levels).toEqual(spent.levels);
  });

  it("goes on when the clock is set back", () => {
    const quota = { requestsPerSecond: 1, rowsPerSecond: null, bytesPerSecond: null };
    const spent = chargeQuota(openQuota(quota, 3_600_000), { requests: 10 });
    const refused = admitRequest(quota, spent, 0);
    expect(refused).toMatchObject({ ok: false, retryAfterMs: 1_000 });
    expect(admitRequest(quota, refused.state, 1_000).ok).toBe(true);
  });
});
