import { attributeFilters } from "@headroom/contracts";
import { describe, expect, it } from "vitest";
import { logsHref, rangeOfTrace, similarTracesHref } from "./trace-links";

const trace = { traceId: "t", startedAt: "2026-03-01T12:00:00.000Z", durationMs: 60_000.5 };

describe("trace links", () => {
  it("leave room around the trace", () => {
    expect(rangeOfTrace(trace)).toEqual({
      from: "2026-03-01T11:50:00.000Z",
      to: "2026-03-01T12:11:00.001Z",
    });
  });

  it("name the trace, and the span where one is meant", () => {
    expect(logsHref(trace)).toMatch(/^\/logs\?traceId=t&from=/);
    expect(logsHref(trace, "s")).toContain("spanId=s");
  });

  it("carry filters that the API takes", () => {
    const query = new URLSearchParams(similarTracesHref("a.b", "x&y").split("?")[1]);
    expect(attributeFilters.parse(JSON.parse(query.get("filters") ?? ""))).toEqual([
      { key: "a.b", op: "=", value: "x&y" },
    ]);
  });
});
