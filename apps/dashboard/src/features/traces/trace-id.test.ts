import { describe, expect, it } from "vitest";
import { readTraceId } from "./trace-id";

const id = "4bf92f3577b34da6a3ce929d0e0e4736";

describe("readTraceId", () => {
  it("finds the id in what people paste", () => {
    expect(readTraceId(` ${id.toUpperCase()}\n`)).toBe(id);
    expect(readTraceId(`00-${id}-00f067aa0ba902b7-01`)).toBe(id);
    expect(readTraceId(`/traces/${id}?span=00f067aa0ba902b7`)).toBe(id);
    expect(readTraceId("4bf92f35-77b3-4da6-a3ce-929d0e0e4736")).toBe(id);
  });

  it("takes other texts for words to search", () => {
    expect(readTraceId("GET /cart")).toBeNull();
    expect(readTraceId(id.slice(1))).toBeNull();
    expect(readTraceId(`${id}a`)).toBeNull();
    expect(readTraceId("0".repeat(32))).toBeNull();
  });
});
