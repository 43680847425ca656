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
 * that unpacks to gigabytes costs no more than that.
 */
export async function decompress(
  body: Buffer,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Decompressed> {
  const name = nameOf(encoding);
  if (name === "identity") return { ok: true, bytes: body };
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
