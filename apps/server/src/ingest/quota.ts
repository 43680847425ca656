/** What a sender may send each second; null is without limit. */
export interface Quota {
  readonly requestsPerSecond: number | null;
  /** Spans, data points and log records. */
  readonly rowsPerSecond: number | null;
  /** Of request bodies, uncompressed. */
  readonly bytesPerSecond: number | null;
}

/** What is counted against a quota. */
export const quotaDimensions = ["requests", "rows", "bytes"] as const;
/** One of `quotaDimensions`. */
export type QuotaDimension = (typeof quotaDimensions)[number];

/** Amounts of each kind; absent is none. */
export type Usage = Readonly<Partial<Record<QuotaDimension, number>>>;

/** Levels of the three token buckets; below zero is debt. */
export interface QuotaState {
  readonly atMs: number;
  readonly levels: Readonly<Record<QuotaDimension, number>>;
}

/** Whether a request may go on. A refused one is charged nothing. */
export type Admission =
  | { readonly ok: true; readonly state: QuotaState }
  | {
      readonly ok: false;
      readonly state: QuotaState;
      /** The bucket that takes longest to fill. */
      readonly dimension: QuotaDimension;
      /** After this time the same request is admitted if nothing else comes. */
      readonly retryAfterMs: number;
    };

/** How many seconds' worth a full bucket holds: exporters send in bursts, seconds apart. */
export const BURST_SECONDS = 10;

/** Full buckets at `nowMs`. */
export function openQuota(quota: Quota, nowMs: number): QuotaState {
  return { atMs: nowMs, levels: mapLevels((dimension) => capacityOf(quota, dimension)) };
}

/**
 * Admits a request while every limited bucket holds at least one token, and charges it one
 * request. Rows and bytes are charged once they are known, with `chargeQuota`; they may take a
 * bucket below zero, so that a request larger than a bucket passes and is worked off afterwards.
 */
export function admitRequest(quota: Quota, before: QuotaState, nowMs: number): Admission {
  const state = refill(quota, before, nowMs);
  let longest: { dimension: QuotaDimension; retryAfterMs: number } | undefined;
  for (const dimension of quotaDimensions) {
    const rate = rateOf(quota, dimension);
    if (rate === null || state.levels[dimension] >= 1) continue;
    const retryAfterMs = Math.ceil(((1 - state.levels[dimension]) / rate) * 1_000);
    if (longest === undefined || retryAfterMs > longest.retryAfterMs) {
      longest = { dimension, retryAfterMs };
    }
  }
  if (longest !== undefined) return { ok: false, state, ...longest };
  return { ok: true, state: chargeQuota(state, { requests: 1 }) };
}

/** Takes what was used out of the buckets. */
export function chargeQuota(state: QuotaState, usage: Usage): QuotaState {
  return {
    atMs: state.atMs,
    levels: mapLevels((dimension) => state.levels[dimension] - (usage[dimension] ?? 0)),
  };
}

/** Fills the buckets for the time since; a clock that was set back adds nothing and takes nothing. */
function refill(quota: Quota, state: QuotaState, nowMs: number): QuotaState {
  const seconds = Math.max(0, nowMs - state.atMs) / 1_000;
  const levels = mapLevels((dimension) => {
    const rate = rateOf(quota, dimension);
    const capacity = capacityOf(quota, dimension);
    return rate === null ? capacity : Math.min(capacity, state.levels[dimension] + rate * seconds);
  });
  return { atMs: nowMs, levels };
}

function rateOf(quota: Quota, dimension: QuotaDimension): number | null {
  switch (dimension) {
    case "requests":
      return quota.requestsPerSecond;
    case "rows":
      return quota.rowsPerSecond;
    case "bytes":
      return quota.bytesPerSecond;
  }
}

function capacityOf(quota: Quota, dimension: QuotaDimension): number {
  return Math.max(1, (rateOf(quota, dimension) ?? 0) * BURST_SECONDS);
}

function mapLevels(level: (dimension: QuotaDimension) => number): QuotaState["levels"] {
  return { requests: level("requests"), rows: level("rows"), bytes: level("bytes") };
}
