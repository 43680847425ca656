import type { Receiver } from "../ingest/receiver.ts";
import type { OwnReader } from "./own-reader.ts";

/** Histograms have a table of their own, and each load into it costs as much as one of numbers. */
const HISTOGRAMS_EVERY_MS = 60_000;
/** Readings that wait for others while nobody else sends anything. */
const MAX_HELD = 3;

/**
 * Hands readings to a receiver of this process: no network, no key, no quota, and no load that is
 * counted as a sender's. While senders send, a reading rides in the segments that are loaded
 * anyway; otherwise three of them share one, for each load costs the store far more than its rows.
 */
export class OwnSender {
  readonly #numbers: Pick<OwnReader, "read">;
  readonly #histograms: Pick<OwnReader, "read">;
  #held: Uint8Array[] = [];
  #histogramsDueMs = -Infinity;

  constructor(readers: {
    readonly numbers: Pick<OwnReader, "read">;
    readonly histograms: Pick<OwnReader, "read">;
  }) {
    this.#numbers = readers.numbers;
    this.#histograms = readers.histograms;
  }

  /**
   * Reads the instruments and sends what was read; not `urgent`, it may wait for the next ones.
   * @throws Error when the receiver refuses it; then it is dropped
   */
  async send(receiver: Pick<Receiver, "receive">, nowMs: number, isUrgent: boolean): Promise<void> {
    this.#hold(await this.#numbers.read());
    if (!isUrgent && this.#held.length < MAX_HELD) return;
    if (nowMs >= this.#histogramsDueMs) {
      // Ticks are not exact; half of one early is in time.
      this.#histogramsDueMs = nowMs + HISTOGRAMS_EVERY_MS - HISTOGRAMS_EVERY_MS / 12;
      this.#hold(await this.#histograms.read());
    }
    const requests = this.#held.splice(0);
    const outcomes = await Promise.all(
      requests.map((request) => receiver.receive("metrics", request, "protobuf")),
    );
    for (const outcome of outcomes) {
      if (outcome.kind === "refused") throw new Error(outcome.refusal.message);
      if (outcome.rejected > 0) throw new Error(outcome.message);
    }
  }

  /** The histograms go with the next sending, whenever they went last. */
  includeHistograms(): void {
    this.#histogramsDueMs = -Infinity;
  }

  #hold(request: Uint8Array | undefined): void {
    if (request !== undefined) this.#held.push(request);
  }
}
