import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { ingestHeaders, type Signal, signalUrl } from "../telemetry/endpoint.ts";
import { nextRetryMs } from "./retry-delay.ts";

const compress = promisify(gzip);
const REQUEST_TIMEOUT_MS = 30_000;
const MAX_ATTEMPTS = 9;
const FASTEST_LEVEL = 1;

/** A history that cannot be sent; the message says what to do. */
export class BackfillError extends Error {}

/** Sends one OTLP request and resolves with the response body. */
export type Send = (signal: Signal, body: Uint8Array) => Promise<Uint8Array>;

/** Where to send, and what stops the sending. */
export type SenderSettings = {
  readonly endpoint: string;
  readonly ingestKey: string | undefined;
  readonly signal: AbortSignal;
};

/**
 * A sender of gzipped OTLP protobuf. Waits and tries again on 429, 502, 503, 504 and broken connections, as long as the
 * server asks in Retry-After or else longer each time; gives up with BackfillError after nine attempts, and at once on
 * other statuses and when nothing was ever reached.
 */
export function createSender(settings: SenderSettings): Send {
  let reachedBefore = false;
  return async (signal, body) => {
    const payload = new Uint8Array(await compress(body, { level: FASTEST_LEVEL }));
    let problem = "";
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const response = await post(settings, signal, payload);
      if (response instanceof Response) {
        reachedBefore = true;
        const answer = new Uint8Array(await response.arrayBuffer());
        if (response.ok) return answer;
        problem = describeStatus(settings.endpoint, response.status, answer);
        if (![429, 502, 503, 504].includes(response.status)) throw new BackfillError(problem);
      } else {
        if (!reachedBefore) throw new BackfillError(describeUnreachable(settings.endpoint));
        problem = `${settings.endpoint} does not answer any more (${response.message}).`;
      }
      const retryAfter = response instanceof Response ? response.headers.get("retry-after") : null;
      await sleep(nextRetryMs(retryAfter, attempt, Date.now(), Math.random()), undefined, {
        signal: settings.signal,
      });
    }
    throw new BackfillError(
      `${problem} The history was given up after ${MAX_ATTEMPTS} attempts; run it again when the server is well.`,
    );
  };
}

async function post(
  settings: SenderSettings,
  signal: Signal,
  payload: Uint8Array<ArrayBuffer>,
): Promise<Response | Error> {
  try {
    return await fetch(signalUrl(settings.endpoint, signal), {
      method: "POST",
      body: payload,
      headers: {
        "content-type": "application/x-protobuf",
        "content-encoding": "gzip",
        ...ingestHeaders(settings.ingestKey),
      },
      signal: AbortSignal.any([settings.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
    });
  } catch (error) {
    settings.signal.throwIfAborted();
    return error instanceof Error ? error : new Error(String(error));
  }
}

function describeUnreachable(endpoint: string): string {
  return `Nothing answers at ${endpoint}, so no history was sent. Start Headroom first, or give the right --endpoint.`;
}

function describeStatus(endpoint: string, status: number, answer: Uint8Array): string {
  if (status === 401 || status === 403)
    return `${endpoint} refused the ingest key (${status}). Set HEADROOM_INGEST_KEY to a valid key.`;
  if (status === 404)
    return `${endpoint} has no OTLP/HTTP receiver (404). Give the right --endpoint.`;
  const text = new TextDecoder()
    .decode(answer.subarray(0, 200))
    .replaceAll(/[^\x20-\x7e]+/g, " ")
    .trim();
  return `${endpoint} answered ${status}${text === "" ? "" : ` (${text})`}.`;
}
