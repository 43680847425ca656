import { ruleDefinition } from "@headroom/contracts";
import { findPattern } from "@headroom/patterns";
import { describe, expect, it } from "vitest";
import { finishHeadroom } from "./finish-headroom.ts";
import { proposeRules } from "./propose-rules.ts";
import { assessPool, poolPeak } from "./testing/made-up-pool.ts";

function propose(everyMs = 300_000) {
  const { assessment, sized, nowMs } = assessPool();
  const record = findPattern("P33");
  if (record === undefined) throw new Error("The catalogue has no P33.");
  const future = { nowMs, load: undefined, peak: poolPeak, own: undefined, line: undefined };
  const resources = sized.map((one) => finishHeadroom("shop", one, future).resource);
  return proposeRules({ service: "shop", record, assessment, resources, everyMs });
}

describe("proposeRules", () => {
  it.each([30_000, 300_000, 86_400_000])(
    "proposes rules that the API accepts, with results every %i ms",
    (everyMs) => {
      const rules = propose(everyMs);
      expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
      for (const { definition } of rules) {
        expect(ruleDefinition.parse(definition)).toEqual(definition);
      }
    },
  );

  it("names the indicator and the subject in its filters", () => {
    const utilisation = propose().find(({ id }) => id.startsWith("limit-utilisation"));
    expect(utilisation).toMatchObject({
      kind: "threshold",
      definition: {
        kind: "threshold",
        condition: { comparison: "gt", threshold: 0.8 },
        signal: {
          metric: "headroom.pattern.indicator",
          service: "shop",
          filters: [
            { key: "headroom.pattern.id", op: "=", value: "P33" },
            { key: "headroom.pattern.subject", op: "=", value: "orders" },
            { key: "headroom.indicator.id", op: "=", value: "utilisation" },
          ],
        },
      },
    });
  });

  it("compares a forecast with the recorded limit, and leaves out what is not measured", () => {
    const rules = propose();
    expect(rules.find(({ id }) => id === "limit-of-pool-connections")).toMatchObject({
      kind: "forecast",
      definition: {
        condition: {
          comparison: "above",
          limit: { type: "signal", signal: { metric: "headroom.resource.limit" } },
        },
      },
    });
    // Nothing counts time-outs here.
    expect(rules.map(({ id }) => id).join(" ")).not.toContain("timeouts");
  });
});
