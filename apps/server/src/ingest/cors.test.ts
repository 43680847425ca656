import { describe, expect, it } from "vitest";
import { allowsOrigin, parseOrigins, preflightHeaders } from "./cors.ts";

describe("parseOrigins", () => {
  it("reads a list", () => {
    expect(
      parseOrigins(" https://App.example.com/, https://*.example.com,http://localhost:* ,*"),
    ).toEqual(["https://app.example.com", "https://*.example.com", "http://localhost:*", "*"]);
    expect(parseOrigins("http://[::1]:3000")).toEqual(["http://[::1]:3000"]);
    expect(parseOrigins("")).toEqual([]);
  });

  it.each([
    "example.com",
    "https://a.com/path",
    "https://a*.com",
    "ftp://a.com",
    "https://*",
    "null",
  ])("refuses %s", (text) => expect(parseOrigins(text)).toBeUndefined());
});

describe("allowsOrigin", () => {
  it.each([
    ["https://app.example.com", "https://app.example.com", true],
    ["https://app.example.com", "https://APP.example.com", true],
    ["https://app.example.com", "http://app.example.com", false],
    ["https://app.example.com", "https://app.example.com:8443", false],
    ["https://app.example.com", "https://app.example.com.evil.org", false],
    ["https://*.example.com", "https://a.b.example.com", true],
    ["https://*.example.com", "https://example.com", false],
    ["https://*.example.com", "https://evilexample.com", false],
    ["https://*.example.com", "https://.example.com", false],
    ["http://localhost:*", "http://localhost:5173", true],
    ["http://localhost:*", "http://localhost", true],
    ["http://localhost:*", "http://localhost.evil.org:80", false],
    ["https://app.example.com", "null", false],
    ["*", "null", true],
  ])("%s and %s: %s", (pattern, origin, expected) => {
    expect(allowsOrigin(parseOrigins(pattern) ?? [], origin)).toBe(expected);
  });

  it("allows nothing by default", () => {
    expect(allowsOrigin([], "https://app.example.com")).toBe(false);
  });
});

describe("preflightHeaders", () => {
  it("allows what OTLP needs and what was asked for, as header names only", () => {
    const headers = preflightHeaders({ requestedHeaders: "X-Tenant, content-type, bad\r\nname" });
    expect(headers["access-control-allow-headers"]).toBe(
      "authorization, content-encoding, content-type, x-tenant",
    );
    expect(headers["access-control-allow-methods"]).toBe("POST");
  });
});
