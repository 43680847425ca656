import type { RouteName, RouteResponse } from "@headroom/contracts";
import { readProblem, timedOut, unreachable } from "./api-error";
import { buildRequest, type CallInput } from "./request";

export type { CallInput } from "./request";

const DEFAULT_TIMEOUT_MS = 30_000;
const SIGN_IN_PATH = "/sign-in";

/** `signal` gives the call up; `timeoutMs` bounds it (30 s where absent). */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/**
 * Calls one endpoint of the API by its route name and returns its answer (undefined for 204).
 * Answers are trusted, not parsed. Throws ApiError; an abort through `signal` is thrown as it is.
 * Where nobody is signed in the browser goes to the sign-in page.
 */
export async function call<Name extends RouteName>(
  name: Name,
  ...[input, options]: Record<never, never> extends CallInput<Name>
    ? [input?: CallInput<Name>, options?: CallOptions]
    : [input: CallInput<Name>, options?: CallOptions]
): Promise<RouteResponse<Name>> {
  const request = buildRequest(name, input ?? {});
  const timeoutMs = options?.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = options?.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.body === null ? {} : { "content-type": "application/json" },
      body: request.body,
      credentials: "same-origin",
      cache: "no-store",
      signal,
    });
    if (response.ok) return (await readAnswer(response)) as RouteResponse<Name>;
    if (response.status === 401) goToSignIn();
    throw readProblem(response.status, await response.json().catch(() => null));
  } catch (error) {
    if (timeout.aborted && options?.signal?.aborted !== true) throw timedOut(timeoutMs);
    if (error instanceof TypeError) throw unreachable();
    throw error;
  }
}

async function readAnswer(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  return response.json();
}

function goToSignIn(): void {
  if (typeof window === "undefined" || window.location.pathname === SIGN_IN_PATH) return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(`${SIGN_IN_PATH}?next=${encodeURIComponent(here)}`);
}
