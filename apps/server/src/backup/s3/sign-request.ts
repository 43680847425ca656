import { createHash, createHmac } from "node:crypto";

/** Who signs. */
export interface S3Credentials {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A request to sign. `url` has its path encoded as it is sent. */
export interface UnsignedRequest {
  readonly method: "GET" | "PUT";
  readonly url: URL;
  /** SHA-256 of the body as hex. */
  readonly bodySha256: string;
}

/** SHA-256 of an empty body. */
export const emptySha256 = createHash("sha256").digest("hex");

/**
 * The headers that sign a request to an S3 service (AWS Signature Version 4: canonical request,
 * string to sign, derived key).
 */
export function signRequest(
  { method, url, bodySha256 }: UnsignedRequest,
  { region, accessKeyId, secretAccessKey }: S3Credentials,
  nowMs: number,
): Record<string, string> {
  const time = `${new Date(nowMs).toISOString().replaceAll(/[-:]|\.\d+/g, "")}`;
  const date = time.slice(0, 8);
  const scope = `${date}/${region}/s3/aws4_request`;
  const signed = { host: url.host, "x-amz-content-sha256": bodySha256, "x-amz-date": time };
  const names = Object.keys(signed).join(";");
  const canonical = [
    method,
    url.pathname,
    "",
    ...Object.entries(signed).map(([name, value]) => `${name}:${value}`),
    "",
    names,
    bodySha256,
  ].join("\n");
  const hashed = createHash("sha256").update(canonical).digest("hex");
  const text = ["AWS4-HMAC-SHA256", time, scope, hashed].join("\n");
  const key = [date, region, "s3", "aws4_request"].reduce<string | Buffer>(
    (secret, part) => createHmac("sha256", secret).update(part).digest(),
    `AWS4${secretAccessKey}`,
  );
  const signature = createHmac("sha256", key).update(text).digest("hex");
  return {
    "x-amz-content-sha256": bodySha256,
    "x-amz-date": time,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
}
