import { describe, expect, it } from "vitest";
import { parseSignalParameter } from "./signal-parameter";

describe("parseSignalParameter", () => {
  it("reads a signal and fills in what is left out", () => {
    expect(
      parseSignalParameter('{"type":"metric","metric":"queue.depth","aggregation":"max"}'),
    ).toEqual({
      type: "metric",
      metric: "queue.depth",
      aggregation: "max",
      filters: [],
      groupBy: [],
    });
  });

  it.each([null, "", "{", '{"type":"red"}', '{"type":"red","measure":"p95","extra":1}'])(
    "%j is no signal",
    (text) => {
      expect(parseSignalParameter(text)).toBeNull();
    },
  );
});
