import { describe, expect, it } from "vitest";
import { formatDestination, parseDestination } from "./destination.ts";

describe("parseDestination", () => {
  it("takes absolute paths and places in buckets", () => {
    expect(parseDestination("/backups/one/")).toEqual({ kind: "directory", path: "/backups/one" });
    expect(parseDestination("s3://my-bucket/headroom/2026-01-31/")).toEqual({
      kind: "s3",
      bucket: "my-bucket",
      prefix: "headroom/2026-01-31",
    });
  });

  it("takes a relative path only where it is said from where", () => {
    expect(parseDestination("one", "/home/ada")).toEqual({
      kind: "directory",
      path: "/home/ada/one",
    });
    expect(() => parseDestination("one")).toThrow(/not an absolute path/);
  });

  it.each([
    "s3://bucket",
    "s3://bucket/",
    "s3://b/x",
    "s3://bucket/a b",
    "s3://bucket/a//b",
    "ftp://host/x",
    "S3://bucket/x",
  ])("refuses %s", (text) => {
    expect(() => parseDestination(text)).toThrow(/not a place in a bucket/);
  });

  it.each(["/backups/one", "s3://my-bucket/headroom"])("writes %s as it was", (text) => {
    expect(formatDestination(parseDestination(text))).toBe(text);
  });
});
