import type { Signal } from "@headroom/alerting";
import { ATTR_ERROR_TYPE, ATTR_NETWORK_PEER_PORT } from "@opentelemetry/semantic-conventions";
import type { AttributeTable, AttributeTotals } from "@headroom/telemetry-store";
import { describe, expect, it } from "vitest";
import { attributeMeasureOf, rankTable } from "./explain-attributes.ts";

const hourMs = 3_600_000;
const totals = (count: number, errors: number, durationMs = count * 10) => ({
  count,
  errors,
  durationMs,
});

const row = (
  key: string,
  value: string,
  baseline: AttributeTotals["baseline"],
  window: AttributeTotals["window"],
): AttributeTotals => ({ key, value, baseline, window });

/** Of 1,000 calls in each period half are for region eu, which fails now. */
function tableWith(...more: AttributeTotals[]): AttributeTable {
  return {
    oneIn: 1,
    totals: { baseline: totals(1_000, 10), window: totals(1_000, 210) },
    rows: [
      row("region", "eu", totals(500, 5), totals(500, 205)),
      row("region", "us", totals(500, 5), totals(500, 5)),
      ...more,
    ],
  };
}

describe("attribute values that explain a change", () => {
  it("are those whose requests changed further than all others", () => {
    const ranking = rankTable(tableWith(), "errors", hourMs);
    expect(ranking.explanations.map(({ conditions }) => conditions)).toEqual([
      [{ key: "region", value: "eu" }],
    ]);
    expect(ranking.explanations[0]?.share).toBeGreaterThan(0.9);
    expect(ranking.change).toBe(200);
    expect(ranking.byKey).toHaveLength(1);
    expect(ranking.byKey[0]?.values).toHaveLength(2);
  });

  it.each([
    [
      "only says again that it failed",
      row(ATTR_ERROR_TYPE, "500", totals(10, 10), totals(210, 210)),
    ],
    [
      "is a new number for each connection",
      row(ATTR_NETWORK_PEER_PORT, "50123", totals(300, 3), totals(300, 203)),
    ],
    [
      "came with a change of the instrumentation",
      row("user_agent", "probe", totals(0, 0), totals(990, 210)),
    ],
  ])("are never of a key that %s", (_why, other) => {
    const ranking = rankTable(tableWith(other), "errors", hourMs);
    expect(ranking.byKey.map(({ key }) => key)).toEqual(["region"]);
  });

  it("may be new values of a key that all records have", () => {
    const ranking = rankTable(
      tableWith(
        row("version", "1", totals(1_000, 10), totals(700, 10)),
        row("version", "2", totals(0, 0), totals(300, 200)),
      ),
      "errors",
      hourMs,
    );
    expect(ranking.explanations[0]?.conditions).toEqual([{ key: "version", value: "2" }]);
  });

  it("has numbers only that JSON can carry", () => {
    const empty = { oneIn: 1, totals: { baseline: totals(0, 0), window: totals(5, 5) } };
    const rows = [row("region", "eu", totals(0, 0), totals(5, 5))];
    for (const measure of ["rate", "errors", "latency"] as const) {
      const ranking = rankTable({ ...empty, rows }, measure, hourMs);
      expect(JSON.parse(JSON.stringify(ranking))).toEqual(ranking);
    }
  });

  it.each([
    ["rate", "rate"],
    ["errors", "errors"],
    ["error_ratio", "errors"],
    ["p95", "latency"],
    ["avg", "latency"],
  ])("of %s are about %s", (measure, expected) => {
    const signal = { type: "red", measure, groupBy: [] } as unknown as Signal;
    expect(attributeMeasureOf(signal)).toBe(expected);
  });
});
