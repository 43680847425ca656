import type { DeliveryOutcome } from "@headroom/alerting";
import { Agent, fetch as undiciFetch, type Response } from "undici";
import type { DeliveryOptions } from "../options.ts";
import { assertPublicHost, guardedLookup, PrivateTargetError } from "./address-guard.ts";
import { outcomeOfAnswer } from "./outcome.ts";

const LARGEST_BODY_BYTES = 64 * 1024;
const LARGEST_HEADER_BYTES = 16 * 1024;

/** A request with a JSON body. */
export interface JsonPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Posts once and tells what came of it. Redirects are not followed; the connection goes to the
 * address that was checked. Never throws.
 */
export async function postJson(post: JsonPost, options: DeliveryOptions): Promise<DeliveryOutcome> {
  const limit = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal === undefined ? limit : AbortSignal.any([limit, options.signal]);
  const agent = createAgent(options);
  try {
    const url = parseTarget(post.url);
    if (!options.allowPrivateTargets) assertPublicHost(url);
    const response = await (options.fetch ?? undiciFetch)(url, {
      method: "POST",
      headers: {
        ...post.headers,
        "content-type": "application/json",
        "user-agent": "Headroom",
      },
      body: post.body,
      redirect: "manual",
      dispatcher: agent,
      signal,
    });
    const answer = {
      status: response.status,
      retryAfter: response.headers.get("retry-after"),
      body: await readBeginning(response),
    };
    return outcomeOfAnswer(answer, Date.now());
  } catch (error) {
    return outcomeOfFault(error, limit.aborted, options);
  } finally {
    await agent.destroy().catch(() => undefined);
  }
}

function createAgent(options: DeliveryOptions): Agent {
  const { timeoutMs } = options;
  return new Agent({
    connect: {
      timeout: timeoutMs,
      ...(options.allowPrivateTargets ? {} : { lookup: guardedLookup }),
    },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxHeaderSize: LARGEST_HEADER_BYTES,
    connections: 1,
    pipelining: 0,
  });
}

class TargetError extends Error {
  override readonly name = "TargetError";
}

function parseTarget(text: string): URL {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) {
    throw new TargetError("The address of this channel is not an http:// or https:// address.");
  }
  return url;
}

/**
 * Reads at most 64 KB of the answer. The status is known already, so a body that breaks off or
 * drips until the time is over is shown as far as it came.
 */
async function readBeginning(response: Response): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    while (size < LARGEST_BODY_BYTES) {
      const { done, value } = await reader.read();
      if (done) break;
      if (!(value instanceof Uint8Array)) break;
      chunks.push(value);
      size += value.byteLength;
    }
    await reader.cancel();
  } catch {
    // The part that arrived is enough.
  }
  return Buffer.concat(chunks).subarray(0, LARGEST_BODY_BYTES).toString("utf8");
}

function outcomeOfFault(
  error: unknown,
  isTimeOver: boolean,
  options: DeliveryOptions,
): DeliveryOutcome {
  if (isTimeOver) {
    return { outcome: "retryable", detail: `No answer within ${options.timeoutMs} ms.` };
  }
  if (options.signal?.aborted === true) {
    return { outcome: "retryable", detail: "Headroom is stopping; the notice will be sent later." };
  }
  const chain = causesOf(error);
  const refusal = chain.find(
    (each) => each instanceof PrivateTargetError || each instanceof TargetError,
  );
  if (refusal !== undefined) return { outcome: "failed", detail: refusal.message };
  const reason = chain.at(-1)?.message ?? String(error);
  // The client refuses header names and values that HTTP does not allow before it connects.
  const isRequestFault = chain.some((each) =>
    /invalid.*header|header.*invalid/i.test(each.message),
  );
  return {
    outcome: isRequestFault ? "failed" : "retryable",
    detail: `The receiver could not be reached: ${reason}`,
  };
}

/** An error and its causes; the last one says what happened on the network. */
function causesOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let each = error; each instanceof Error && chain.length < 8; each = each.cause) {
    chain.push(each);
    if (each instanceof AggregateError) each.cause ??= each.errors[0];
  }
  return chain;
}
