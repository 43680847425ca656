import { crc32 } from "node:zlib";

/** One acknowledged group of a segment: the data file is complete up to `endOffset`. */
export interface Commit {
  /** Bytes of the data file that belong to this and all earlier commits. */
  readonly endOffset: number;
  /** Rows of this commit alone. */
  readonly rows: number;
  /** CRC-32 of the bytes between the previous commit's end and `endOffset`. */
  readonly dataCrc: number;
}

/** Size of an encoded commit: end offset u64, rows u32, data CRC u32, record CRC u32. */
export const commitBytes = 20;

/** The record that is appended to the commit log, little endian. */
export function encodeCommit(commit: Commit): Uint8Array {
  const record = new Uint8Array(commitBytes);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(commit.endOffset), true);
  view.setUint32(8, commit.rows, true);
  view.setUint32(12, commit.dataCrc, true);
  view.setUint32(16, crc32(record.subarray(0, 16)), true);
  return record;
}

/** The record that ends the log of a segment when it is closed: it commits nothing further. */
export function encodeSeal(endOffset: number): Uint8Array {
  return encodeCommit({ endOffset, rows: 0, dataCrc: 0 });
}

/** What a commit log tells. */
export interface CommitLog {
  /** Up to the first torn, corrupt or non-advancing record. */
  readonly commits: readonly Commit[];
  /** The segment was closed: all of its commits were acknowledged. */
  readonly isSealed: boolean;
  /** A corrupt record has intact ones behind it, so what it said was acknowledged. */
  readonly hasGap: boolean;
}

/** Reads a commit log as far as it makes sense. */
export function decodeCommitLog(log: Uint8Array): CommitLog {
  const commits: Commit[] = [];
  let previousEnd = 0;
  let at = 0;
  for (; isIntact(log, at); at += commitBytes) {
    const commit = decodeCommit(log, at);
    if (commit.endOffset <= previousEnd) break;
    commits.push(commit);
    previousEnd = commit.endOffset;
  }
  const isSealed = isIntact(log, at) && decodeCommit(log, at).endOffset === previousEnd;
  let hasGap = false;
  for (let later = at + commitBytes; !isSealed && later < log.byteLength; later += commitBytes) {
    hasGap ||= isIntact(log, later);
  }
  return { commits, isSealed, hasGap };
}

function viewOf(log: Uint8Array): DataView {
  return new DataView(log.buffer, log.byteOffset, log.byteLength);
}

function isIntact(log: Uint8Array, at: number): boolean {
  if (at + commitBytes > log.byteLength) return false;
  return viewOf(log).getUint32(at + 16, true) === crc32(log.subarray(at, at + 16));
}

function decodeCommit(log: Uint8Array, at: number): Commit {
  const view = viewOf(log);
  return {
    endOffset: Number(view.getBigUint64(at, true)),
    rows: view.getUint32(at + 8, true),
    dataCrc: view.getUint32(at + 12, true),
  };
}
