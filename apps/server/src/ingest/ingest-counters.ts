import type {
  OtlpSignal,
  RejectCounts,
  RejectReason,
  SeriesOverflow,
  TrimCounts,
} from "@headroom/otlp";
import { OverflowTable, type OverflowRecord } from "./overflow-table.ts";
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
  "slow",
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

/** What was taken of one signal. */
export interface SignalCounts {
  readonly requests: number;
  readonly rows: number;
  /** Uncompressed. */
  readonly bytes: number;
}

/** Requests of one sender that were refused for one reason. */
export interface RefusalCount {
  readonly senderId: string;
  readonly reason: RefusalReason;
  readonly requests: number;
  readonly lastMs: number;
}

/** A copy of all counts. */
export interface IngestCounts {
  readonly total: SenderCounts;
  readonly bySignal: Readonly<Record<OtlpSignal, SignalCounts>>;
  /** Rows that were left out of accepted requests, by reason. */
  readonly rejectedRows: Readonly<Partial<Record<RejectReason, number>>>;
  /** What was left out of rows that were kept. */
  readonly trims: TrimCounts;
  /** Points of new series for which there was no room, by metric; most points first, at most 50. */
  readonly overflows: readonly OverflowRecord[];
  /** Newest first; at most 200. */
  readonly refusals: readonly RefusalCount[];
  /** When rows were last taken, ms; undefined: never. */
  readonly lastRowsMs: number | undefined;
  /** By id of the ingest key; `configured`, `none` and `unknown` for what came without one. */
  readonly byKey: Readonly<Record<string, SenderCounts>>;
}

/** An accepted request, as it is counted. */
export interface Accepted extends Usage, TrimCounts {
  readonly signal: OtlpSignal;
  readonly rejectedRows: number;
  readonly reasons: RejectCounts;
  readonly overflows: readonly SeriesOverflow[];
}

/** Told of every refusal, for measurements. */
export type ObserveRefusal = (senderId: string, reason: RefusalReason) => void;

interface Counts {
  requests: number;
  rows: number;
  bytes: number;
  rejectedRows: number;
  refused: Partial<Record<RefusalReason, number>>;
}

/** Keys beyond this number are counted in the total only. */
const MAX_KEYS = 1_000;
/** Senders and reasons that are kept apart; the one that was quiet longest makes room. */
const MAX_REFUSALS = 200;
const SHOWN_OVERFLOWS = 50;

/** Counts of requests, rows, bytes and refusals of one process, in total and by sender. */
export class IngestCounters {
  readonly #total = createCounts();
  readonly #byKey = new Map<string, Counts>();
  readonly #bySignal = { traces: countNone(), metrics: countNone(), logs: countNone() };
  readonly #rejectedRows: Partial<Record<RejectReason, number>> = {};
  readonly #overflows = new OverflowTable();
  readonly #trims = { attributesDropped: 0, valuesTruncated: 0 };
  readonly #refusals = new Map<string, RefusalCount>();
  readonly #now: () => number;
  readonly #observeRefusal: ObserveRefusal | undefined;
  #lastRowsMs: number | undefined;

  constructor(now: () => number = Date.now, observeRefusal?: ObserveRefusal) {
    this.#now = now;
    this.#observeRefusal = observeRefusal;
  }

  /** Counts a request whose rows are on disk. */
  accept(senderId: string, used: Accepted): void {
    const signal = this.#bySignal[used.signal];
    signal.requests += 1;
    signal.rows += used.rows ?? 0;
    signal.bytes += used.bytes ?? 0;
    if ((used.rows ?? 0) > 0) this.#lastRowsMs = this.#now();
    for (const [reason, rows] of used.reasons) {
      this.#rejectedRows[reason] = (this.#rejectedRows[reason] ?? 0) + rows;
    }
    for (const overflow of used.overflows) this.#overflows.add(overflow, this.#now());
    this.#trims.attributesDropped += used.attributesDropped;
    this.#trims.valuesTruncated += used.valuesTruncated;
    for (const counts of this.#countsOf(senderId)) {
      counts.requests += 1;
      counts.rows += used.rows ?? 0;
      counts.bytes += used.bytes ?? 0;
      counts.rejectedRows += used.rejectedRows;
    }
  }

  /** Counts a request that was refused as a whole. */
  refuse(senderId: string, reason: RefusalReason): void {
    this.#keepRefusal(senderId, reason);
    this.#observeRefusal?.(senderId, reason);
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
      bySignal: {
        traces: { ...this.#bySignal.traces },
        metrics: { ...this.#bySignal.metrics },
        logs: { ...this.#bySignal.logs },
      },
      rejectedRows: { ...this.#rejectedRows },
      trims: { ...this.#trims },
      overflows: this.#overflows.read(SHOWN_OVERFLOWS),
      refusals: [...this.#refusals.values()].toReversed(),
      lastRowsMs: this.#lastRowsMs,
    };
  }

  #keepRefusal(senderId: string, reason: RefusalReason): void {
    const lastMs = this.#now();
    const key = `${reason} ${senderId}`;
    const requests = (this.#refusals.get(key)?.requests ?? 0) + 1;
    this.#refusals.delete(key);
    this.#refusals.set(key, { senderId, reason, requests, lastMs });
    const [oldest] = this.#refusals.keys();
    if (this.#refusals.size > MAX_REFUSALS && oldest !== undefined) this.#refusals.delete(oldest);
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

function countNone() {
  return { requests: 0, rows: 0, bytes: 0 };
}

function createCounts(): Counts {
  return { requests: 0, rows: 0, bytes: 0, rejectedRows: 0, refused: {} };
}

function copy(counts: Counts): SenderCounts {
  return { ...counts, refused: { ...counts.refused } };
}
