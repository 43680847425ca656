import { describe, expect, it } from "vitest";
import { createAttemptReader } from "./attempts.ts";
import { sketchCall, sketchTrace } from "./span-fixtures.ts";

const failed = { isError: true, status: 503 };
const fine = { status: 200 };
const post = sketchCall({ errors: 10, attributes: { "http.request.method": "POST" } });

function readAttempts(
  traces: readonly ReturnType<typeof sketchTrace>[],
  shape = post,
  usual: readonly ReturnType<typeof sketchTrace>[] = [],
) {
  return createAttemptReader(usual.flat(), traces.flat())(shape, shape.calls);
}

const many = (calls: Parameters<typeof sketchTrace>[1], count = 5) =>
  Array.from({ length: count }, (_, index) => sketchTrace(`t${index}`, calls));

describe("createAttemptReader", () => {
  it("takes a call after a failed one that asked the same for a retry", () => {
    expect(readAttempts(many([failed, fine]))).toEqual({
      calls: 990,
      attempts: 1_000,
      resends: 0,
      resendsAfterRedirect: 0,
      failedFirstShare: 1,
      overlapShare: 0,
      maxAttempts: 2,
      successAfterRetry: 1,
      unsafeShare: 1,
    });
  });

  it.each([
    ["a failure that nothing follows", many([failed])],
    ["a call for something else after a failure", many([failed, { request: "other" }])],
    ["a success that is repeated", many([fine, fine])],
    ["a redirect that is followed", many([{ status: 302, isError: true }, fine])],
  ])("takes no notice of %s", (_what, traces) => {
    expect(readAttempts(traces)).toBeUndefined();
  });

  it("reads the growth of pauses", () => {
    const tries = [
      { ...failed, startMs: 0 },
      { ...failed, startMs: 11 },
      { ...failed, startMs: 32 },
      { ...fine, startMs: 73 },
    ];
    const found = readAttempts(many(tries));
    expect(found?.gapRatio).toBeCloseTo(2);
    expect(found?.maxAttempts).toBe(4);
  });

  it("trusts what the spans state, and tells redirects apart", () => {
    const shape = { ...post, resends: 20, maxResends: 2 };
    expect(readAttempts(many([failed, { ...fine, resends: 1 }]), shape)).toMatchObject({
      calls: 980,
      resends: 20,
      resendsAfterRedirect: 0,
      maxAttempts: 3,
    });
    const moved = [{ status: 301 }, { ...fine, resends: 1 }];
    expect(readAttempts(many(moved), shape)).toMatchObject({
      resends: 20,
      resendsAfterRedirect: 20,
    });
  });

  it("weighs equal calls that all succeed against the failing ones", () => {
    const found = readAttempts(many([failed, fine]), post, many([fine, fine], 45));
    expect(found?.failedFirstShare).toBeCloseTo(0.1);
  });
});
