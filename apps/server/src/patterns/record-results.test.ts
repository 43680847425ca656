import { createBatchBuilder } from "@headroom/otlp";
import { describe, expect, it } from "vitest";
import { finishHeadroom } from "./finish-headroom.ts";
import { composeResults } from "./record-results.ts";
import { assessPool, poolPeak } from "./testing/made-up-pool.ts";

describe("composeResults", () => {
  it("makes a request that the decoder takes whole", () => {
    const { recognition, assessment, sized, nowMs } = assessPool();
    const future = { nowMs, load: undefined, peak: poolPeak, own: undefined, line: undefined };
    const body = composeResults({
      service: "shop",
      atMs: nowMs,
      reports: [{ recognition, assessment, curves: [] }],
      resources: sized.map((one) => finishHeadroom("shop", one, future).resource),
    });
    const builder = createBatchBuilder();
    expect(builder.addMetrics(body ?? new Uint8Array(), "json")).toMatchObject({ rejected: 0 });
    const text = new TextDecoder().decode(body);
    for (const name of [
      "headroom.pattern.score",
      "headroom.pattern.indicator",
      "headroom.resource.used",
      "headroom.resource.limit",
      "headroom.resource.headroom",
    ]) {
      expect(text).toContain(`"${name}"`);
    }
    expect(builder.takeBlocks().map(({ table }) => table)).toEqual(["metrics_number"]);
  });

  it("makes no request of nothing", () => {
    const nothing = { service: "shop", atMs: 0, reports: [], resources: [] };
    expect(composeResults(nothing)).toBeUndefined();
  });
});
