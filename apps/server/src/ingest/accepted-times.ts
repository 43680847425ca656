import type { Arrival, OtlpSignal } from "@headroom/otlp";
import { defaultRetention, type RetentionPolicy } from "@headroom/telemetry-store";

const DAY_MS = 86_400_000;
const REFRESH_MS = 60_000;
/** How far ahead of this machine's clock a sender's may be. */
const MOST_AHEAD_MS = DAY_MS;

/**
 * When a request came and which times its rows may have: from the start of the UTC day that the
 * retention of the signal reaches back to, since what is older would be dropped at once, to a day
 * ahead of the clock. The time of a row is the start of a span, the time of a point, and the time
 * of a log record or else its observed time.
 */
export function acceptedTimes(signal: OtlpSignal, policy: RetentionPolicy, nowMs: number): Arrival {
  const fromMs = Math.floor((nowMs - policy[signal] * DAY_MS) / DAY_MS) * DAY_MS;
  return { nowMs, acceptFromNs: toNs(fromMs), acceptToNs: toNs(nowMs + MOST_AHEAD_MS) };
}

function toNs(ms: number): bigint {
  return BigInt(Math.floor(ms)) * 1_000_000n;
}

/** Gives each request its accepted times, by a policy that is read again once a minute. */
export class TimeGate {
  readonly #read: () => Promise<RetentionPolicy>;
  #policy = defaultRetention;
  #askedMs = -Infinity;

  /** `read` gives the policy in force and does not reject. */
  constructor(read: () => Promise<RetentionPolicy>) {
    this.#read = read;
  }

  /** Accepted times by the policy as it was last read; the defaults hold before that. */
  arrivalOf(signal: OtlpSignal, nowMs: number): Arrival {
    if (Math.abs(nowMs - this.#askedMs) >= REFRESH_MS) void this.refresh(nowMs);
    return acceptedTimes(signal, this.#policy, nowMs);
  }

  /** Reads the policy now. */
  async refresh(nowMs: number): Promise<void> {
    this.#askedMs = nowMs;
    this.#policy = await this.#read();
  }
}
