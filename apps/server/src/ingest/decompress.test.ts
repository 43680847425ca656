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
    const outcome = await decompress(body, encoding, 1_000, () => true);
    expect(outcome).toEqual({ ok: true, bytes: plain });
  });

  it.each([
    ["br", plain, "unsupported"],
    ["gzip", plain, "corrupt"],
    ["gzip", gzipSync(plain).subarray(0, -9), "corrupt"],
    ["zstd", zstdCompressSync(plain).subarray(0, -9), "corrupt"],
    ["gzip", gzipSync(Buffer.alloc(10_000)), "too_large"],
    ["zstd", zstdCompressSync(Buffer.alloc(10_000)), "too_large"],
  ])("refuses %s", async (encoding, body, reason) => {
    expect(await decompress(body, encoding, 1_000, () => true)).toEqual({ ok: false, reason });
  });

  it("stops where there is no more room", async () => {
    let room = 100_000;
    const hold = (bytes: number): boolean => (room -= bytes) >= 0;
    const outcome = await decompress(gzipSync(Buffer.alloc(1 << 20)), "gzip", 1 << 24, hold);
    expect(outcome).toEqual({ ok: false, reason: "overloaded" });
    expect(room).toBeGreaterThan(-100_000);
  });
});
