import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { emptySha256, signRequest } from "./sign-request.ts";

// The expected signatures come from another implementation of the published algorithm.
const credentials = {
  region: "eu-central-1",
  accessKeyId: "AKIAEXAMPLE",
  secretAccessKey: "secret/Example+Key",
};
const nowMs = Date.UTC(2026, 0, 31, 12);

describe("signRequest", () => {
  it("signs a read", () => {
    const url = new URL("http://127.0.0.1:9000/bucket/nightly/2026-01-31/headroom-backup.json");
    const headers = signRequest(
      { method: "GET", url, bodySha256: emptySha256 },
      credentials,
      nowMs,
    );
    expect(headers).toEqual({
      "x-amz-date": "20260131T120000Z",
      "x-amz-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      authorization:
        "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260131/eu-central-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=90dcf5760d7b1f3da272461b9be1cff1cf0a7f6db97b847ae8006543f041fb8a",
    });
  });

  it("signs a write with its body and an encoded path", () => {
    const bodySha256 = createHash("sha256").update('{"a":1}\n').digest("hex");
    const url = new URL("http://127.0.0.1:9000/bucket/nightly/metadata/rule%28a%29.jsonl");
    const headers = signRequest({ method: "PUT", url, bodySha256 }, credentials, nowMs);
    expect(headers["authorization"]).toMatch(
      /Signature=b46e566c76bafeebd196d39f4244e78572591d076ed1f488d290d4e335771ab0$/,
    );
  });
});
