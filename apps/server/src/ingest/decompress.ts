import { createGunzip, createInflate, createZstdDecompress } from "node:zlib";

// Larger pieces than the default: each costs a turn of the event loop.
const options = { chunkSize: 64 * 1024 };
const decoders = {
  gzip: () => createGunzip(options),
  deflate: () => createInflate(options),
  zstd: () => createZstdDecompress(options),
};

export type Decompressed =
  | { readonly ok: true; readonly bytes: Buffer }
  | {
      readonly ok: false;
      readonly reason: "unsupported" | "too_large" | "corrupt" | "overloaded";
    };

/** Whether a Content-Encoding can be undone; absent is fine. */
export function isKnownEncoding(encoding: string | undefined): boolean {
  const name = nameOf(encoding);
  return name === "identity" || Object.hasOwn(decoders, name);
}

function nameOf(encoding: string | undefined): string {
  const name = encoding?.trim().toLowerCase() ?? "";
  return name === "" ? "identity" : name;
}

/**
 * Undoes a Content-Encoding. Stops as soon as the output passes `maxBytes`, so that a small body
 * that unpacks to gigabytes costs no more than that, or as soon as `hold` refuses to take on more.
 * @param hold takes on the bytes of a piece of the output; not asked when there is nothing to undo
 */
export function decompress(
  body: Buffer,
  encoding: string | undefined,
  maxBytes: number,
  hold: (bytes: number) => boolean,
): Promise<Decompressed> {
  const name = nameOf(encoding);
  if (name === "identity") return Promise.resolve({ ok: true, bytes: body });
  const createDecoder = Object.entries(decoders).find(([key]) => key === name)?.[1];
  if (createDecoder === undefined) return Promise.resolve({ ok: false, reason: "unsupported" });
  const decoder = createDecoder();
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve) => {
    const fail = (reason: "too_large" | "corrupt" | "overloaded"): void => {
      resolve({ ok: false, reason });
      decoder.destroy();
    };
    decoder.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) fail("too_large");
      else if (!hold(chunk.length)) fail("overloaded");
      else chunks.push(chunk);
    });
    decoder.on("end", () => resolve({ ok: true, bytes: Buffer.concat(chunks, length) }));
    decoder.on("error", () => fail("corrupt"));
    decoder.end(body);
  });
}
