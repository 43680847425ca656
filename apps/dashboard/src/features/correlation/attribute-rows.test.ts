import { describe, expect, it } from "vitest";
import { groupHref } from "./attribute-links";
import {
  attributeBars,
  describeFinding,
  formatAmount,
  formatContribution,
  formatShare,
  nameConditions,
  rankKeys,
  type AttributeCell,
} from "./attribute-rows";

const cell = (key: string, value: string, change: Partial<AttributeCell> = {}): AttributeCell => ({
  conditions: [{ key, value }],
  baseline: { count: 100, sum: 5 },
  window: { count: 100, sum: 50 },
  expected: 5,
  contribution: 45,
  share: 0.9,
  ratio: 10,
  pValue: 1e-9,
  ...change,
});

describe("amounts", () => {
  it("are counts, or times for latency", () => {
    expect(formatAmount(1_234, "rate")).toBe("1\u202f234");
    expect(formatAmount(0.5, "errors")).toBe("0.5");
    expect(formatAmount(90_000, "latency")).toBe("90 s");
    expect(formatContribution(-45, "errors")).toBe("−45");
  });

  it("share one scale", () => {
    const bars = attributeBars([cell("a", "x"), cell("a", "y", { expected: 100 })], "errors");
    expect(bars).toEqual([
      { expectedShare: 0.05, actualShare: 0.5 },
      { expectedShare: 1, actualShare: 0.5 },
    ]);
  });
});

describe("an explanation", () => {
  it("is told without repeating its group", () => {
    const explained = { formula: "", inputs: {} };
    const found = { ...cell("region", "eu"), ...explained };
    const sentence = "region = eu explains 90 % of the rise in errors.";
    expect(describeFinding({ ...found, sentence })).toBe("Explains 90 % of the rise in errors.");
    expect(formatShare(-0.25)).toBe("−25 %");
  });
});

describe("rankKeys", () => {
  it("puts keys that explain first", () => {
    const explained = { sentence: "", formula: "", inputs: {} };
    const ranking = {
      ...explained,
      measure: "errors" as const,
      change: 45,
      explanations: [],
      byKey: [
        { key: "http.route", values: [cell("http.route", "/pay", { pValue: 1 })], others: 1 },
        { key: "region", values: [cell("region", "eu")], others: 2 },
        { key: "peer", values: [cell("peer", "one", { share: 1 })], others: 0 },
      ],
    };
    expect(rankKeys(ranking).map(({ key }) => key)).toEqual(["region", "http.route", "peer"]);
  });
});

describe("groupHref", () => {
  const red = { type: "red", measure: "error_ratio", service: "checkout", groupBy: [] } as const;
  const range = { from: "2026-01-31T12:00:00.000Z", to: "2026-01-31T13:00:00.000Z" };
  const searchOf = (href: string | null) =>
    Object.fromEntries(new URLSearchParams(href?.split("?")[1] ?? ""));

  it("searches failed traces by service, operation and filters", () => {
    const conditions = [
      { key: "operation", value: "POST /pay" },
      { key: "region", value: "eu" },
    ];
    expect(nameConditions(conditions)).toBe("operation = POST /pay and region = eu");
    expect(searchOf(groupHref(conditions, "errors", { ...red, groupBy: [] }, range))).toEqual({
      service: "checkout",
      operation: "POST /pay",
      status: "error",
      filters: '[{"key":"region","op":"=","value":"eu"}]',
      ...range,
    });
  });

  it("searches log records for a signal of logs", () => {
    const logs = { type: "logs", service: "cart", filters: [], groupBy: [] } as const;
    const href = groupHref(
      [{ key: "region", value: "eu" }],
      "rate",
      { ...logs, filters: [], groupBy: [] },
      range,
    );
    expect(href?.startsWith("/logs?")).toBe(true);
  });

  it("cannot search for what is not set", () => {
    const conditions = [{ key: "region", value: "(not set)" }];
    expect(groupHref(conditions, "errors", { ...red, groupBy: [] }, range)).toBeNull();
  });
});
