import { RESEND_HEADER } from "../telemetry/resend-header.ts";

/** One outgoing call; the timeout bounds the whole exchange. */
export type ServiceCall = {
  readonly method?: "GET" | "POST";
  readonly body?: unknown;
  readonly timeoutMs: number;
  /** How often this call was sent before. */
  readonly resendCount?: number;
};

/** A peer that answered with a 4xx or 5xx status. */
export class PeerError extends Error {
  readonly statusCode: number;
  /** `statusCode` is the peer's; the message names the URL. */
  constructor(url: string, statusCode: number) {
    super(`${new URL(url).pathname} answered ${statusCode}`);
    this.name = "PeerError";
    this.statusCode = statusCode;
  }
}

/** Calls another service with JSON. Rejects with PeerError on 4xx/5xx and with TimeoutError after `timeoutMs`. */
export async function callService<T>(url: string, call: ServiceCall): Promise<T> {
  const resends = call.resendCount ?? 0;
  const response = await fetch(url, {
    method: call.method ?? "GET",
    signal: AbortSignal.timeout(call.timeoutMs),
    headers: {
      ...(call.body === undefined ? {} : { "content-type": "application/json" }),
      ...(resends === 0 ? {} : { [RESEND_HEADER]: String(resends) }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  });
  const payload: unknown = await response.json();
  if (!response.ok) throw new PeerError(url, response.status);
  return payload as T;
}
