import {
  createBatchBuilder,
  OtlpDecodeError,
  type Arrival,
  type BatchBuilder,
  type BatchLimits,
  type OtlpEncoding,
  type OtlpSignal,
  type RejectCounts,
  type SeriesOverflow,
  type TrimCounts,
} from "@headroom/otlp";
import { TelemetryStoreError, type TelemetryStore } from "@headroom/telemetry-store";
import { describeAdded } from "./describe-added.ts";
import type { Refusal } from "./refusal.ts";

/** What became of a request. Only `accepted` is durable. */
export type Received =
  | ({ readonly kind: "accepted" } & Decoded)
  | { readonly kind: "refused"; readonly refusal: Refusal };

interface Decoded {
  readonly signal: OtlpSignal;
  /** Rows that were kept. */
  readonly rows: number;
  /** Items that were left out, and why. */
  readonly rejected: number;
  /** The same, by reason. */
  readonly reasons: RejectCounts;
  /** What there was no room for, by metric. */
  readonly overflows: readonly SeriesOverflow[];
  /** What was left out of the rows that were kept. */
  readonly trims: TrimCounts;
  /** All of that in words, for the sender; empty where everything was kept. */
  readonly message: string;
}

interface Waiting extends Decoded {
  readonly resolve: (outcome: Received) => void;
}

/** Says when a request came and which times its rows may have; `nowMs` is Unix time. */
export type ArrivalOf = (signal: OtlpSignal, nowMs: number) => Arrival;

/** What a receiver holds requests against; nothing is limited but `maxPendingBytes`. */
export interface ReceiverLimits {
  /** Bytes that may wait for the disk at once, as requests and again as decoded columns. */
  readonly maxPendingBytes?: number;
  readonly batch?: BatchLimits;
  readonly arrivalOf?: ArrivalOf;
}

const MAX_PENDING_BYTES = 128 << 20;

const BUSY_RETRY_MS = 1_000;

/**
 * Turns OTLP requests into durable rows. Requests that arrive while the disk syncs share the next
 * block (group commit), so the batch grows with the load and a lone request waits for nobody.
 */
export class Receiver {
  readonly #store: Pick<TelemetryStore, "append">;
  readonly #nowNs: () => bigint;
  readonly #maxPendingBytes: number;
  readonly #arrivalOf: ArrivalOf;
  readonly #builder: BatchBuilder;
  #waiting: Waiting[] = [];
  #pendingBytes = 0;
  #commit: Promise<void> | undefined;

  constructor(
    store: Pick<TelemetryStore, "append">,
    nowNs: () => bigint,
    limits: ReceiverLimits = {},
  ) {
    this.#store = store;
    this.#nowNs = nowNs;
    this.#maxPendingBytes = limits.maxPendingBytes ?? MAX_PENDING_BYTES;
    this.#arrivalOf = limits.arrivalOf ?? ((_signal, nowMs) => ({ nowMs }));
    this.#builder = createBatchBuilder(limits.batch);
  }

  /** Decodes a request and resolves when its rows are on disk, or says why they are not. */
  receive(signal: OtlpSignal, body: Uint8Array, encoding: OtlpEncoding): Promise<Received> {
    const maxPendingBytes = this.#maxPendingBytes;
    if (
      this.#pendingBytes + body.length > maxPendingBytes ||
      this.#builder.byteLength() > maxPendingBytes
    ) {
      return Promise.resolve({
        kind: "refused",
        refusal: {
          reason: "overloaded",
          message: "Too many requests wait for the disk. Send this one again in a second.",
          retryAfterMs: BUSY_RETRY_MS,
        },
      });
    }
    let added;
    try {
      added = this.#add(signal, body, encoding);
    } catch (error) {
      if (error instanceof OtlpDecodeError) {
        const reason = error.code === "request_too_large" ? "too_large" : "malformed";
        return Promise.resolve({ kind: "refused", refusal: { reason, message: error.message } });
      }
      throw error;
    }
    const outcome = Promise.withResolvers<Received>();
    this.#waiting.push({
      resolve: outcome.resolve,
      signal,
      rows: added.accepted,
      rejected: added.rejected,
      reasons: added.reasons,
      overflows: added.overflows,
      trims: added.trims,
      message: describeAdded(added),
    });
    this.#pendingBytes += body.length;
    this.#commit ??= this.#commitAll();
    return outcome.promise;
  }

  /** Resolves when everything received so far is on disk. */
  async flush(): Promise<void> {
    await this.#commit;
  }

  #add(signal: OtlpSignal, body: Uint8Array, encoding: OtlpEncoding) {
    const nowNs = this.#nowNs();
    const arrival = this.#arrivalOf(signal, Number(nowNs / 1_000_000n));
    switch (signal) {
      case "traces":
        return this.#builder.addTraces(body, encoding, arrival);
      case "metrics":
        return this.#builder.addMetrics(body, encoding, arrival);
      case "logs":
        return this.#builder.addLogs(body, encoding, nowNs, arrival);
    }
  }

  async #commitAll(): Promise<void> {
    // Requests already read from their sockets join the first block.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const waiting = this.#waiting;
      this.#waiting = [];
      this.#pendingBytes = 0;
      const outcome = await this.#append();
      for (const { resolve, ...kept } of waiting) {
        resolve(outcome ?? { kind: "accepted", ...kept });
      }
    }
    this.#commit = undefined;
  }

  /** Undefined: on disk. */
  async #append(): Promise<Received | undefined> {
    const blocks = this.#builder.takeBlocks();
    try {
      if (blocks.length > 0) await this.#store.append(blocks);
      this.#builder.recycle(blocks);
      return undefined;
    } catch (error) {
      const message =
        error instanceof TelemetryStoreError
          ? error.message
          : "The spool could not be written. Send this request again later.";
      return { kind: "refused", refusal: { reason: "not_stored", message, retryAfterMs: 5_000 } };
    }
  }
}
