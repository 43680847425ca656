/** How long a request may have to wait for others, ms; more than that is refused at the door. */
const TARGET_MS = 1_000;
/** Fewer requests than this are never too many. */
const FREE_REQUESTS = 64;
const BUCKET_MS = 125;
const BUCKETS = 8;
const WINDOW_MS = BUCKET_MS * BUCKETS;
/** A crowd that comes at once may come in for this long. */
const CROWD_MS = 500;
/** Share of the time in which the process computes, from which it counts as saturated. */
const SATURATED = 0.9;

/**
 * Bounds the time that requests wait while the process is saturated. By Little's law the wait is
 * the number of requests in progress divided by the rate at which they are finished; so no more
 * are let in than are finished within the target. Senders that are slow themselves don't count:
 * with them the process has time left.
 */
export class Pace {
  readonly #finished = Array.from({ length: BUCKETS }, () => 0);
  readonly #readUtilization: () => number;
  #bucket = 0;
  #saturatedSinceMs: number | undefined;

  /** @param readUtilization share of the time that the process computed since the last call, 0 to 1 */
  constructor(readUtilization: () => number) {
    this.#readUtilization = readUtilization;
  }

  /** Counts a request that is finished. */
  finish(nowMs: number): void {
    this.#advance(nowMs);
    const index = this.#bucket % BUCKETS;
    this.#finished[index] = (this.#finished[index] ?? 0) + 1;
  }

  /** Whether one more request may come in, being number `requests` of those in progress. */
  allows(requests: number, nowMs: number): boolean {
    this.#advance(nowMs);
    const sinceMs = this.#saturatedSinceMs;
    // For a moment everybody may come in: a crowd that comes once is worked off in time.
    if (sinceMs === undefined || nowMs - sinceMs < CROWD_MS) return true;
    const finished = this.#finished.reduce((sum, count) => sum + count, 0);
    return requests <= Math.max(FREE_REQUESTS, (finished * TARGET_MS) / WINDOW_MS);
  }

  #advance(nowMs: number): void {
    const bucket = Math.floor(nowMs / BUCKET_MS);
    if (bucket <= this.#bucket) return;
    const passed = Math.min(bucket - this.#bucket, BUCKETS);
    for (let back = 0; back < passed; back++) this.#finished[(bucket - back) % BUCKETS] = 0;
    this.#bucket = bucket;
    if (this.#readUtilization() < SATURATED) this.#saturatedSinceMs = undefined;
    else this.#saturatedSinceMs ??= nowMs;
  }
}
