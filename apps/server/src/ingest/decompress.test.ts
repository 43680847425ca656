import { deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decompress } from "./decompress.ts";

const plain = Buffer.from("hello ".repeat(100));

describe("decompress", () => {
  it.each([
    [undefined, plain],
    ["identity", plain],
    ["gzip", gzipSync(plain)],
    ["GZIP", gzipSync(plain)],
    ["deflate", deflateSync(plain)],
    ["zstd", zstdCompressSync(plain)],
  ])("undoes %s", async (encoding, body) => {
    expect(await decompress(body, encoding, 1_000)).toEqual({ ok: true, bytes: plain });
  });

  it.each([
    ["br", plain, "unsupported"],
    ["gzip", plain, "corrupt"],
    ["gzip", gzipSync(Buffer.alloc(10_000)), "too_large"],
    ["zstd", zstdCompressSync(Buffer.alloc(10_000)), "too_large"],
  ])("refuses %s", async (encoding, body, reason) => {
    expect(await decompress(body, encoding, 1_000)).toEqual({ ok: false, reason });
  });
});
