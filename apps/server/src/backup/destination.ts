import { isAbsolute, normalize, resolve } from "node:path";

/** Where a backup is: a directory, or a prefix in a bucket. */
export type Destination =
  | { readonly kind: "directory"; readonly path: string }
  | { readonly kind: "s3"; readonly bucket: string; readonly prefix: string };

/** A backup or restore that can't be done; `message` says what to do. */
export class BackupError extends Error {
  override readonly name = "BackupError";
}

/**
 * Reads `s3://bucket/prefix` or the path of a directory.
 * @param workingDirectory what a relative path is relative to; absent: it must be absolute
 * @throws BackupError
 */
export function parseDestination(text: string, workingDirectory?: string): Destination {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return parseBucket(text);
  if (workingDirectory !== undefined) {
    return { kind: "directory", path: resolve(workingDirectory, text) };
  }
  if (!isAbsolute(text)) {
    throw new BackupError(
      `${text} is not an absolute path. Name the directory from the root, or write s3://bucket/prefix.`,
    );
  }
  return { kind: "directory", path: resolve(normalize(text)) };
}

function parseBucket(text: string): Destination {
  const match = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+)$/.exec(text);
  const bucket = match?.[1];
  const prefix = match?.[2]?.replace(/\/+$/, "");
  const isPlain = prefix !== undefined && /^[\w!.*()-]+(\/[\w!.*()-]+)*$/.test(prefix);
  if (bucket !== undefined && isPlain) return { kind: "s3", bucket, prefix };
  throw new BackupError(
    `${text} is not a place in a bucket. Write s3://bucket/prefix, the prefix of letters, digits, / and -_.!*().`,
  );
}

/** The destination as it is written in a command. */
export function formatDestination(destination: Destination): string {
  return destination.kind === "directory"
    ? destination.path
    : `s3://${destination.bucket}/${destination.prefix}`;
}
