import { describe, expect, it } from "vitest";
import { makeLog } from "./log-fixture";
import { lineOf, pairsOf, prettyBody, recordJson, windowAround } from "./log-text";

describe("log texts", () => {
  it("are one line, whatever the body holds", () => {
    expect(lineOf(makeLog(1, "  a\n\tb  c "))).toBe("a b c");
    expect(lineOf(makeLog(1, "", { eventName: "order.placed" }))).toBe("order.placed");
    expect(lineOf(makeLog(1, "", { attributes: { a: "1", b: "2" } }))).toBe("a=1 b=2");
    expect(lineOf(makeLog(1, ""))).toBe("(empty record)");
    expect(lineOf(makeLog(1, "x".repeat(10_000)))).toHaveLength(2_000);
  });

  it("show a few attributes, cut short", () => {
    const many = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`k${index}`, `${"v".repeat(200)}\n`]),
    );
    const pairs = pairsOf(makeLog(1, "", { attributes: many })).split(" ");
    expect(pairs).toHaveLength(8);
    expect(pairs[0]).toBe(`k0=${"v".repeat(80)}`);
    expect(pairsOf(makeLog(1, "a"))).toBe("");
  });

  it("indent JSON and leave the rest", () => {
    expect(prettyBody('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
    expect(prettyBody("{not json")).toBe("{not json");
    expect(prettyBody("plain\ntext")).toBe("plain\ntext");
  });

  it("copy without the passing id", () => {
    expect(JSON.parse(recordJson(makeLog(1, "a")))).not.toHaveProperty("id");
  });
});

describe("windowAround", () => {
  it("is a minute to each side", () => {
    expect(windowAround("2026-03-01T12:00:05.123456789Z")).toEqual({
      from: "2026-03-01T11:59:05.123Z",
      to: "2026-03-01T12:01:05.123Z",
    });
    expect(windowAround("never")).toBeNull();
  });
});
