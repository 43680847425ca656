import type { RefusalReason } from "./ingest-counters.ts";

/** Why a request is refused, in words for the sender. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly message: string;
  /** When to send it again; absent where that would not help. */
  readonly retryAfterMs?: number;
}

/** google.rpc.Code numbers that the receivers use. */
export const rpcCodes = {
  INVALID_ARGUMENT: 3,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  UNIMPLEMENTED: 12,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
} as const;

/**
 * The status of each refusal. Senders retry 429 and 503, and UNAVAILABLE and RESOURCE_EXHAUSTED
 * with RetryInfo; everything else they drop. A request that is too large carries no RetryInfo.
 */
export const refusalStatus: Readonly<
  Record<RefusalReason, { readonly http: number; readonly rpc: number }>
> = {
  unauthenticated: { http: 401, rpc: rpcCodes.UNAUTHENTICATED },
  origin: { http: 403, rpc: rpcCodes.PERMISSION_DENIED },
  quota_requests: { http: 429, rpc: rpcCodes.RESOURCE_EXHAUSTED },
  quota_rows: { http: 429, rpc: rpcCodes.RESOURCE_EXHAUSTED },
  quota_bytes: { http: 429, rpc: rpcCodes.RESOURCE_EXHAUSTED },
  malformed: { http: 400, rpc: rpcCodes.INVALID_ARGUMENT },
  too_large: { http: 413, rpc: rpcCodes.RESOURCE_EXHAUSTED },
  slow: { http: 408, rpc: rpcCodes.UNAVAILABLE },
  unsupported: { http: 415, rpc: rpcCodes.UNIMPLEMENTED },
  overloaded: { http: 503, rpc: rpcCodes.UNAVAILABLE },
  not_stored: { http: 503, rpc: rpcCodes.UNAVAILABLE },
  failed: { http: 503, rpc: rpcCodes.UNAVAILABLE },
};

/** Something unforeseen; the sender keeps its data and tries again. */
export const failedRefusal: Refusal = {
  reason: "failed",
  message: "Something failed inside Headroom; send again.",
  retryAfterMs: 5_000,
};

/** A Content-Encoding or message encoding that nobody here can undo. */
export const unsupportedEncoding: Refusal = {
  reason: "unsupported",
  message: "Use the content encoding gzip, deflate, zstd or none.",
};

/** A body that is not what its encoding says. */
const corruptBody: Refusal = {
  reason: "malformed",
  message: "The body could not be decompressed.",
};

/** A body that came too slowly; it is taken for a bad connection, so the sender tries again. */
export const slowBody: Refusal = {
  reason: "slow",
  message: "The request did not arrive within 30 seconds. Send smaller batches, or send again.",
  retryAfterMs: 5_000,
};

/** A body over the limit of `maxBytes`. */
export function tooLargeRefusal(maxBytes: number): Refusal {
  return {
    reason: "too_large",
    message: `The body is larger than ${maxBytes} bytes. Send smaller batches, or raise HEADROOM_MAX_BODY_BYTES.`,
  };
}

/** More requests than the receiver takes on at once. */
export const overloadedRefusal: Refusal = {
  reason: "overloaded",
  message: "Too many requests are in progress. Send this one again in a second.",
  retryAfterMs: 1_000,
};

/** Why a body could not be unpacked, as a refusal. */
export function unpackRefusal(
  reason: "unsupported" | "too_large" | "corrupt" | "overloaded",
  maxBytes: number,
): Refusal {
  switch (reason) {
    case "unsupported":
      return unsupportedEncoding;
    case "too_large":
      return tooLargeRefusal(maxBytes);
    case "overloaded":
      return overloadedRefusal;
    case "corrupt":
      return corruptBody;
  }
}
