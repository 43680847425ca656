import { describe, expect, it } from "vitest";
import { columnsOfBlock, telemetryColumns, telemetryTables } from "./columns.ts";
import { decodeAttributes, decodeValue } from "./decode-value.ts";

describe("decodeValue", () => {
  it("tells values of the same text apart", () => {
    expect(decodeValue("3", "")).toEqual({ stringValue: "3" });
    expect(decodeValue("3", "s")).toEqual({ stringValue: "3" });
    expect(decodeValue("3", "i")).toEqual({ intValue: "3" });
    expect(decodeValue("3", "d")).toEqual({ doubleValue: 3 });
    expect(decodeValue("true", "b")).toEqual({ boolValue: true });
    expect(decodeValue("true", "y")).toEqual({ bytesValue: "true" });
    expect(decodeValue("", "n")).toEqual({});
    expect(decodeValue("[]", "s")).toEqual({ stringValue: "[]" });
    expect(decodeValue("[]", "[]")).toEqual({ arrayValue: { values: [] } });
  });

  it("keeps order, equal keys and long integers of nested values", () => {
    const text = '{"b":-9007199254740993,"1":["x\\"]",null,"NaN",-0],"b":{}}';
    expect(decodeValue(text, "{i[sndd]{}}")).toEqual({
      kvlistValue: {
        values: [
          { key: "b", value: { intValue: "-9007199254740993" } },
          {
            key: "1",
            value: {
              arrayValue: {
                values: [{ stringValue: 'x"]' }, {}, { doubleValue: "NaN" }, { doubleValue: -0 }],
              },
            },
          },
          { key: "b", value: { kvlistValue: { values: [] } } },
        ],
      },
    });
  });

  it.each([
    ["1", "ii"],
    ["[1]", "[]"],
    ["[1]", "[i"],
    ["[1]", "[ii]"],
    ["[1,2]", "[i]"],
    ["[1]]", "[i]"],
    ['["a]', "[s]"],
    ["{1}", "{i}"],
    ["1", "?"],
    ["1", "]"],
  ])("refuses %s as %s", (text, codes) => {
    expect(() => decodeValue(text, codes)).toThrow(RangeError);
  });
});

describe("decodeAttributes", () => {
  it("takes one code for each pair", () => {
    expect(decodeAttributes([["a", "1"]], "")).toEqual([{ key: "a", value: { stringValue: "1" } }]);
    const pairs = [
      ["a", "1"],
      ["l", "[true]"],
      ["a", "1"],
    ] as const;
    expect(decodeAttributes(pairs, "s[b]i")).toEqual([
      { key: "a", value: { stringValue: "1" } },
      { key: "l", value: { arrayValue: { values: [{ boolValue: true }] } } },
      { key: "a", value: { intValue: "1" } },
    ]);
  });

  it("refuses codes of other pairs", () => {
    expect(() => decodeAttributes([["a", "1"]], "ii")).toThrow(RangeError);
    expect(() =>
      decodeAttributes(
        [
          ["a", "1"],
          ["b", "2"],
        ],
        "i",
      ),
    ).toThrow(RangeError);
  });
});

describe("columnsOfBlock", () => {
  it.each(telemetryTables)("knows the columns that %s had first", (table) => {
    const now = telemetryColumns[table];
    const first = now.findIndex((column) => column.name === "resource_attribute_types");
    expect(columnsOfBlock(table, first)).toEqual(now.slice(0, first));
    expect(columnsOfBlock(table, now.length)).toBe(now);
    expect(columnsOfBlock(table, 3)).toBe(now);
  });
});
