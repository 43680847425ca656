import type { SeriesOverflow } from "@headroom/otlp";

/** What was left out since the table began, and when that was last, Unix milliseconds. */
export interface OverflowRecord extends SeriesOverflow {
  readonly lastMs: number;
}

const MAX_RECORDS = 1_000;

/** Overflows by service, metric and limit. The one not seen for longest makes room for another. */
export class OverflowTable {
  readonly #records = new Map<string, OverflowRecord>();
  readonly #maxRecords: number;

  constructor(maxRecords: number = MAX_RECORDS) {
    this.#maxRecords = maxRecords;
  }

  /** Adds what one request had to leave out at `nowMs`. */
  add(overflow: SeriesOverflow, nowMs: number): void {
    const key = JSON.stringify([overflow.service, overflow.metric, overflow.limit]);
    const before = this.#records.get(key)?.rejectedPoints ?? 0;
    this.#records.delete(key);
    const rejectedPoints = before + overflow.rejectedPoints;
    this.#records.set(key, { ...overflow, rejectedPoints, lastMs: nowMs });
    const [oldest] = this.#records.keys();
    if (this.#records.size > this.#maxRecords && oldest !== undefined) this.#records.delete(oldest);
  }

  /** The `limit` records with the most rejected points, those first. */
  read(limit: number): OverflowRecord[] {
    const all = [...this.#records.values()];
    return all.sort((a, b) => b.rejectedPoints - a.rejectedPoints).slice(0, limit);
  }
}
