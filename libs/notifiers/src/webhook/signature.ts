import { createHmac } from "node:crypto";

/** Header that carries the signature of a webhook request. */
export const SIGNATURE_HEADER = "x-headroom-signature";

/**
 * Signs a body: `t=<unix seconds>,v1=<hex>`, where v1 is the HMAC-SHA-256 of `<t>.<body>` under
 * the channel's secret. A receiver checks v1 and that t is recent.
 */
export function signBody(body: string, secret: string, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1_000);
  const digest = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${digest}`;
}
