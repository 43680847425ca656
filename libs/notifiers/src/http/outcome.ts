import type { DeliveryOutcome } from "@headroom/alerting";

/** What an HTTP receiver answered. */
export interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  /** The beginning of the body. */
  readonly body: string;
}

const SHOWN_BODY = 300;

/**
 * What an answer means: 2xx is delivered; 408, 425, 429 and 5xx are worth another try, after
 * Retry-After where it is given; anything else is refused for good.
 */
export function outcomeOfAnswer(answer: HttpAnswer, nowMs: number): DeliveryOutcome {
  const { status } = answer;
  const shown = answer.body.replace(/\s+/g, " ").trim().slice(0, SHOWN_BODY);
  const detail = `HTTP ${status}${shown === "" ? "" : `: ${shown}`}`;
  if (status >= 200 && status < 300) return { outcome: "delivered", detail: `HTTP ${status}` };
  if (status >= 300 && status < 400) {
    return {
      outcome: "failed",
      detail: `HTTP ${status}: redirects are not followed. Set the channel to the final address.`,
    };
  }
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const retryAfterMs = parseRetryAfter(answer.retryAfter, nowMs);
    return retryAfterMs === undefined
      ? { outcome: "retryable", detail }
      : { outcome: "retryable", detail, retryAfterMs };
  }
  return { outcome: "failed", detail };
}

/** Reads Retry-After (RFC 9110, 10.2.3): seconds or a date. Returns ms from now, at least 0. */
export function parseRetryAfter(value: string | null, nowMs: number): number | undefined {
  if (value === null) return undefined;
  const text = value.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const at = /^[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}
