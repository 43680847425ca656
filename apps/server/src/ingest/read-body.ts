import type { Readable } from "node:stream";

/** Why there is no body; `gone`: the sender closed the connection in the middle. */
export type UnreadBody = "too_large" | "overloaded" | "gone";

/**
 * Reads a body into memory. Stops as soon as it passes `maxBytes`, or as soon as `hold` refuses
 * to take on more; what comes after that is not kept.
 */
export function readBody(
  source: Readable,
  maxBytes: number,
  hold: (bytes: number) => boolean,
): Promise<Buffer | UnreadBody> {
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve) => {
    const end = (outcome: Buffer | UnreadBody): void => {
      source.off("data", take).off("end", finish).off("close", giveUp);
      resolve(outcome);
    };
    const take = (chunk: Buffer): void => {
      length += chunk.length;
      if (length > maxBytes) end("too_large");
      else if (!hold(chunk.length)) end("overloaded");
      else chunks.push(chunk);
    };
    const finish = (): void => end(Buffer.concat(chunks, length));
    const giveUp = (): void => end("gone");
    // Stays: an error after the end has nobody to be told.
    source.on("error", giveUp);
    source.on("data", take).on("end", finish).on("close", giveUp);
  });
}
