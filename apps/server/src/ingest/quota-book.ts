import {
  admitRequest,
  chargeQuota,
  openQuota,
  type Admission,
  type Quota,
  type QuotaState,
  type Usage,
} from "./quota.ts";

const MAX_SENDERS = 2_000;

/** A sender, as far as quotas care. */
export interface QuotaHolder {
  readonly id: string;
  readonly quota: Quota | undefined;
}

/** The buckets of every sender with a quota. Each ingest process keeps its own book. */
export class QuotaBook {
  readonly #states = new Map<string, QuotaState>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Admits one request of a sender, or says which limit it met and when to try again. */
  admit(sender: QuotaHolder): { readonly ok: true } | Extract<Admission, { ok: false }> {
    if (sender.quota === undefined) return { ok: true };
    const now = this.#now();
    const before = this.#states.get(sender.id) ?? openQuota(sender.quota, now);
    const admission = admitRequest(sender.quota, before, now);
    this.#keep(sender.id, admission.state);
    return admission;
  }

  /** Charges what became known of an admitted request. */
  charge(sender: QuotaHolder, usage: Usage): void {
    const state = this.#states.get(sender.id);
    if (sender.quota === undefined || state === undefined) return;
    this.#keep(sender.id, chargeQuota(state, usage));
  }

  /** Keeps the senders that were used last. */
  #keep(id: string, state: QuotaState): void {
    this.#states.delete(id);
    this.#states.set(id, state);
    if (this.#states.size <= MAX_SENDERS) return;
    const [oldest] = this.#states.keys();
    if (oldest !== undefined) this.#states.delete(oldest);
  }
}
