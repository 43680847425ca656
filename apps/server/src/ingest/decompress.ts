import { promisify } from "node:util";
import { gunzip, inflate, zstdDecompress } from "node:zlib";

const decoders = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  zstd: promisify(zstdDecompress),
};

export type Decompressed =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly reason: "unsupported" | "too_large" | "corrupt" };

/**
 * Undoes a Content-Encoding. Stops as soon as the output passes `maxBytes`, so that a small body
 * that unpacks to gigabytes costs no more than that.
 */
export async function decompress(
  body: Buffer,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Decompressed> {
  const name = encoding?.trim().toLowerCase() ?? "identity";
  if (name === "" || name === "identity") return { ok: true, bytes: body };
  const decode = Object.entries(decoders).find(([key]) => key === name)?.[1];
  if (decode === undefined) return { ok: false, reason: "unsupported" };
  try {
    return { ok: true, bytes: await decode(body, { maxOutputLength: maxBytes }) };
  } catch (error) {
    const isTooLarge =
      error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    return { ok: false, reason: isTooLarge ? "too_large" : "corrupt" };
  }
}
