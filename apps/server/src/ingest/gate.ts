import { performance } from "node:perf_hooks";
import type { OtlpSignal } from "@headroom/otlp";
import { Inflight, type InflightLimits, type InflightRequest } from "./inflight.ts";
import type { IngestCounters } from "./ingest-counters.ts";
import type { IngestKeyCheck, Sender } from "./key-check.ts";
import { Pace } from "./pace.ts";
import { QuotaBook } from "./quota-book.ts";
import type { QuotaDimension } from "./quota.ts";
import type { Received } from "./receiver.ts";
import { failedRefusal, overloadedRefusal, type Refusal } from "./refusal.ts";

/** A request that was let in; `leave` must be called when it is answered. */
export interface Entry {
  readonly sender: Sender;
  readonly inflight: InflightRequest;
  /** Of the monotonic clock. */
  readonly enteredMs: number;
}

/** Told how long it took until rows were on disk, from reading the headers on. */
export type ObserveAcknowledged = (signal: OtlpSignal, seconds: number) => void;

const unauthenticated: Refusal = {
  reason: "unauthenticated",
  message: "Send an ingest key in the header authorization: Bearer <key>.",
};

const limitNames: Readonly<Record<QuotaDimension, string>> = {
  requests: "requests",
  rows: "spans, data points and log records",
  bytes: "bytes",
};

/**
 * Decides over a request before its body is read: room, key, quota. Both receivers share one, so
 * that a sender has the same limits over HTTP and gRPC.
 */
export class IngestGate {
  readonly #keys: IngestKeyCheck;
  readonly #quotas: QuotaBook;
  readonly #inflight: Inflight;
  readonly #counters: IngestCounters;
  readonly #pace = new Pace(createUtilizationMeter());
  readonly #observeAcknowledged: ObserveAcknowledged | undefined;

  constructor(options: {
    keys: IngestKeyCheck;
    counters: IngestCounters;
    now: () => number;
    limits?: InflightLimits;
    observeAcknowledged?: ObserveAcknowledged | undefined;
  }) {
    this.#observeAcknowledged = options.observeAcknowledged;
    this.#keys = options.keys;
    this.#quotas = new QuotaBook(options.now);
    this.#counters = options.counters;
    // The bytes bound the memory; many clients that begin together are no overload.
    this.#inflight = new Inflight(options.limits ?? { maxRequests: 2_048, maxBytes: 256 << 20 });
  }

  /** Lets a request in, or says why not; a refusal is counted. */
  async enter(authorization: string | undefined): Promise<Entry | Refusal> {
    const inflight = this.#inflight.enter();
    if (inflight === undefined) return this.refuse("unknown", overloadedRefusal);
    if (!this.#pace.allows(this.#inflight.read().requests, performance.now())) {
      inflight.leave();
      return this.refuse("unknown", overloadedRefusal);
    }
    try {
      const sender = await this.#keys.identify(authorization);
      if (sender === undefined) {
        inflight.leave();
        return this.refuse("unknown", unauthenticated);
      }
      const admission = this.#quotas.admit(sender);
      if (admission.ok) return { sender, inflight, enteredMs: performance.now() };
      inflight.leave();
      return this.refuse(sender.id, {
        reason: `quota_${admission.dimension}`,
        message: `This ingest key has used up its quota of ${limitNames[admission.dimension]} per second. Send again later, or raise the quota in the settings.`,
        retryAfterMs: admission.retryAfterMs,
      });
    } catch (error) {
      inflight.leave();
      this.refuse("unknown", failedRefusal);
      throw error;
    }
  }

  /** Charges and counts what became of a request that was let in; undefined when it is on disk. */
  settle(entry: Entry, bytes: number, outcome: Received): Refusal | undefined {
    const { sender } = entry;
    this.#pace.finish(performance.now());
    if (outcome.kind !== "accepted") return this.refuse(sender.id, outcome.refusal);
    const { rows, rejected, reasons, overflows, trims, signal } = outcome;
    this.#quotas.charge(sender, { rows, bytes });
    const left = { rejectedRows: rejected, reasons, overflows, ...trims };
    this.#counters.accept(sender.id, { signal, rows, bytes, ...left });
    this.#observeAcknowledged?.(signal, (performance.now() - entry.enteredMs) / 1_000);
    return undefined;
  }

  /** What is being worked on now. */
  inProgress(): { readonly requests: number; readonly bytes: number } {
    return this.#inflight.read();
  }

  /** Counts a refusal and returns it. */
  refuse(senderId: string, refusal: Refusal): Refusal {
    this.#counters.refuse(senderId, refusal.reason);
    return refusal;
  }
}

/** Share of the time since the last call in which the event loop was busy, 0 to 1. */
function createUtilizationMeter(): () => number {
  let before = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    return utilization;
  };
}
