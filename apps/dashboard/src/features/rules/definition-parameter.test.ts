import { describe, expect, it } from "vitest";
import { parseDefinitionParameter } from "./definition-parameter";

const definition = {
  name: "Pool is nearly used up",
  signal: { type: "metric", metric: "headroom.pattern.indicator", aggregation: "max" },
  condition: { comparison: "gt", threshold: 0.8 },
};

describe("parseDefinitionParameter", () => {
  it("reads a definition and fills in what it leaves out", () => {
    expect(parseDefinitionParameter(JSON.stringify(definition))).toMatchObject({
      ...definition,
      kind: "threshold",
      severity: "warning",
    });
  });

  it.each([null, "", "{", "[]", '{"name":"x"}', JSON.stringify({ ...definition, more: 1 })])(
    "takes nothing from %j",
    (text) => {
      expect(parseDefinitionParameter(text)).toBeNull();
    },
  );
});
