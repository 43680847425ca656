import type { Readable } from "node:stream";
import type { BodyPool } from "./body-pool.ts";

/** Why there is no body; `gone`: the sender closed the connection in the middle. */
export type UnreadBody = "too_large" | "overloaded" | "gone";

/** A body in memory; `release` must be called once, when nobody reads `bytes` any more. */
export interface ReadBody {
  readonly bytes: Buffer;
  release(): void;
}

/** Where a body goes and how much of it is taken. */
export interface ReadLimits {
  readonly maxBytes: number;
  /** Takes on that many bytes more, or says no. */
  readonly hold: (bytes: number) => boolean;
  /** Of the Content-Length header; undefined where it is unknown. */
  readonly length: number | undefined;
  readonly pool: BodyPool;
}

/** A length that is only announced gets no more memory than this. */
const TRUSTED_BYTES = 1024 * 1024;

/**
 * Reads a body into memory. Stops as soon as it passes `maxBytes`, or as soon as `hold` refuses
 * to take on more; what comes after that is not kept.
 */
export function readBody(source: Readable, limits: ReadLimits): Promise<ReadBody | UnreadBody> {
  const { maxBytes, hold, pool } = limits;
  let memory = pool.take(Math.min(limits.length ?? 0, TRUSTED_BYTES));
  let length = 0;
  const keep = (chunk: Buffer): void => {
    if (length + chunk.length > memory.length) {
      const larger = pool.take(Math.max(memory.length * 2, length + chunk.length));
      memory.copy(larger, 0, 0, length);
      pool.give(memory);
      memory = larger;
    }
    chunk.copy(memory, length);
    length += chunk.length;
  };
  return new Promise((resolve) => {
    const end = (outcome: ReadBody | UnreadBody): void => {
      source.off("data", take).off("end", finish).off("close", giveUp);
      if (typeof outcome === "string") pool.give(memory);
      resolve(outcome);
    };
    const take = (chunk: Buffer): void => {
      if (length + chunk.length > maxBytes) end("too_large");
      else if (!hold(chunk.length)) end("overloaded");
      else keep(chunk);
    };
    const finish = (): void =>
      end({ bytes: memory.subarray(0, length), release: () => pool.give(memory) });
    const giveUp = (): void => end("gone");
    // Stays: an error after the end has nobody to be told.
    source.on("error", giveUp);
    source.on("data", take).on("end", finish).on("close", giveUp);
  });
}
