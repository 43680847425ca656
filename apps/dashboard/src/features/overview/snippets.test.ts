import { describe, expect, it } from "vitest";
import { snippetsFor } from "./snippets";

const otlp = { grpcEndpoint: "http://127.0.0.1:4317", httpEndpoint: "http://127.0.0.1:4318" };

describe("snippetsFor", () => {
  it("names this server's endpoint in every snippet", () => {
    for (const { code } of snippetsFor({ ...otlp, keyRequired: false })) {
      expect(code).toContain(otlp.httpEndpoint);
      expect(code.toLowerCase()).not.toContain("authorization");
    }
  });

  it("asks for a key where one is needed", () => {
    for (const { code } of snippetsFor({ ...otlp, keyRequired: true })) {
      expect(code).toContain("<your ingest key>");
    }
  });
});
