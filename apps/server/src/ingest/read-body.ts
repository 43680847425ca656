import type { Readable } from "node:stream";

/**
 * Reads a body into memory. Stops as soon as it passes `maxBytes`, or as soon as `hold` refuses
 * to take on more; what comes after that is not kept.
 */
export async function readBody(
  source: Readable,
  maxBytes: number,
  hold: (bytes: number) => boolean,
): Promise<Buffer | "too_large" | "overloaded"> {
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    const end = (outcome: Buffer | "too_large" | "overloaded"): void => {
      source.off("data", take).off("end", finish).off("error", reject).off("close", giveUp);
      // Errors after this have nobody to be told.
      source.on("error", () => undefined);
      resolve(outcome);
    };
    const take = (chunk: Buffer): void => {
      length += chunk.length;
      if (length > maxBytes) end("too_large");
      else if (!hold(chunk.length)) end("overloaded");
      else chunks.push(chunk);
    };
    const finish = (): void =>
      end(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length));
    const giveUp = (): void => reject(new Error("The sender closed the connection too early."));
    source.on("data", take).on("end", finish).on("error", reject).on("close", giveUp);
  });
}
