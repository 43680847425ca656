import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readProblem } from "./api-error";
import { buildRequest, serializeQuery } from "./request";

describe("buildRequest", () => {
  it("fills path parameters, encoded", () => {
    const request = buildRequest("getService", {
      params: { service: "shop/cart 1" },
      query: { from: "2026-01-01T00:00:00.000Z" },
    });
    expect(request).toEqual({
      method: "GET",
      url: "/api/v1/services/shop%2Fcart%201?from=2026-01-01T00%3A00%3A00.000Z",
      body: null,
    });
  });

  it("sends bodies as JSON", () => {
    const request = buildRequest("createIngestKey", { body: { name: "ci" } });
    expect(request).toEqual({ method: "POST", url: "/api/v1/ingest-keys", body: '{"name":"ci"}' });
  });

  it("refuses a missing path parameter", () => {
    expect(() => buildRequest("getTrace", {})).toThrow(/traceId/);
  });
});

describe("serializeQuery", () => {
  it("leaves out what is empty and writes lists as JSON", () => {
    const text = serializeQuery({
      a: undefined,
      b: "",
      c: [],
      d: null,
      groupBy: ["http.route"],
      limit: 5,
    });
    expect(new URLSearchParams(text).get("groupBy")).toBe('["http.route"]');
    expect([...new URLSearchParams(text).keys()]).toEqual(["groupBy", "limit"]);
  });

  it("gives back any text it was given", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (value) => {
        expect(new URLSearchParams(serializeQuery({ q: value })).get("q")).toBe(value);
      }),
    );
  });
});

describe("readProblem", () => {
  it("keeps code, detail and the first error of each field", () => {
    const error = readProblem(400, {
      code: "invalid_request",
      detail: "Correct the marked fields.",
      errors: [
        { path: "config.url", message: "Give a full address." },
        { path: "config.url", message: "second" },
      ],
    });
    expect(error.code).toBe("invalid_request");
    expect(error.message).toBe("Correct the marked fields.");
    expect(error.fieldErrors).toEqual({ "config.url": "Give a full address." });
  });

  it("takes any other body as an API that is away", () => {
    for (const body of [null, "Internal Server Error", {}, { code: "teapot", detail: "x" }]) {
      expect(readProblem(500, body).code).toBe("unavailable");
    }
  });
});
