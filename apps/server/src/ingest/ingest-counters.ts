import type { Usage } from "./quota.ts";

/** Why a request was refused. The set is closed. */
export const refusalReasons = [
  "unauthenticated",
  "origin",
  "quota_requests",
  "quota_rows",
  "quota_bytes",
  "malformed",
  "too_large",
  "unsupported",
  "overloaded",
  "not_stored",
  "failed",
] as const;
/** One of `refusalReasons`. */
export type RefusalReason = (typeof refusalReasons)[number];

/** What one sender has sent since the process started. */
export interface SenderCounts {
  /** Requests, accepted and refused. */
  readonly requests: number;
  /** Rows that are on disk. */
  readonly rows: number;
  /** Uncompressed bytes of the accepted requests. */
  readonly bytes: number;
  /** Rows of accepted requests that were left out, as the partial success said. */
  readonly rejectedRows: number;
  /** Refused requests by reason; reasons that did not occur are absent. */
  readonly refused: Readonly<Partial<Record<RefusalReason, number>>>;
}

/** A copy of all counts. */
export interface IngestCounts {
  readonly total: SenderCounts;
  /** By id of the ingest key; `configured`, `none` and `unknown` for what came without one. */
  readonly byKey: Readonly<Record<string, SenderCounts>>;
}

interface Counts {
  requests: number;
  rows: number;
  bytes: number;
  rejectedRows: number;
  refused: Partial<Record<RefusalReason, number>>;
}

/** Keys beyond this number are counted in the total only. */
const MAX_KEYS = 1_000;

/** Counts of requests, rows, bytes and refusals of one process, in total and by sender. */
export class IngestCounters {
  readonly #total = createCounts();
  readonly #byKey = new Map<string, Counts>();

  /** Counts a request whose rows are on disk. */
  accept(senderId: string, used: Usage & { readonly rejectedRows: number }): void {
    for (const counts of this.#countsOf(senderId)) {
      counts.requests += 1;
      counts.rows += used.rows ?? 0;
      counts.bytes += used.bytes ?? 0;
      counts.rejectedRows += used.rejectedRows;
    }
  }

  /** Counts a request that was refused as a whole. */
  refuse(senderId: string, reason: RefusalReason): void {
    for (const counts of this.#countsOf(senderId)) {
      counts.requests += 1;
      counts.refused[reason] = (counts.refused[reason] ?? 0) + 1;
    }
  }

  /** The counts as they are now. */
  read(): IngestCounts {
    return {
      total: copy(this.#total),
      byKey: Object.fromEntries([...this.#byKey].map(([id, counts]) => [id, copy(counts)])),
    };
  }

  #countsOf(senderId: string): Counts[] {
    const known = this.#byKey.get(senderId);
    if (known !== undefined) return [this.#total, known];
    if (this.#byKey.size >= MAX_KEYS) return [this.#total];
    const made = createCounts();
    this.#byKey.set(senderId, made);
    return [this.#total, made];
  }
}

function createCounts(): Counts {
  return { requests: 0, rows: 0, bytes: 0, rejectedRows: 0, refused: {} };
}

function copy(counts: Counts): SenderCounts {
  return { ...counts, refused: { ...counts.refused } };
}
