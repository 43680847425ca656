import { createBatchBuilder } from "@headroom/otlp";
import type { Headroom } from "@headroom/contracts";
import { describe, expect, it } from "vitest";
import { composePast, spreadHistory } from "./record-past.ts";

const hourMs = 3_600_000;

describe("spreadHistory", () => {
  it("puts a point every ten minutes into each step, and none into holes", () => {
    const points = spreadHistory(
      [
        [0, 1],
        [hourMs, 2],
        [48 * hourMs, 3],
      ],
      49 * hourMs,
    );
    expect(points.filter(({ value }) => value === 1)).toHaveLength(6);
    expect(points.filter(({ value }) => value === 2)).toHaveLength(36);
    expect(points.filter(({ value }) => value === 3).map(({ atMs }) => atMs / hourMs)[0]).toBe(48);
    expect(spreadHistory([], 1)).toEqual([]);
  });
});

describe("composePast", () => {
  it("makes requests of at most 5,000 points that the decoder takes", () => {
    const history = Array.from(
      { length: 1_500 },
      (_, hour) => [(hour + 1) * hourMs, hour] as const,
    );
    const learning = {
      status: "learning",
      history,
      quantiles: [],
      method: "",
      error: null,
      reasons: [],
    } as const;
    const pool: Pick<Headroom, "patternId" | "resource" | "subject" | "unit"> = {
      patternId: "P33",
      resource: "pool-connections",
      subject: "orders",
      unit: "{connection}",
    };
    const bodies = composePast({
      service: "shop",
      nowMs: 1_501 * hourMs,
      resources: [pool as Headroom],
      forecasts: {
        load: learning,
        resources: { "pool-connections:orders": learning },
        lines: {},
        levels: [],
        indicators: {},
      },
    });
    expect(bodies).toHaveLength(2);
    const builder = createBatchBuilder();
    for (const body of bodies) expect(builder.addMetrics(body, "json").rejected).toBe(0);
    const rows = builder.takeBlocks().reduce((sum, block) => sum + block.rows, 0);
    expect(rows).toBeGreaterThan(9_000 - 12);
    expect(rows).toBeLessThanOrEqual(9_000 + 30);
  });
});
