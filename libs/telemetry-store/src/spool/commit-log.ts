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

/** The commits of a log up to the first torn, corrupt or non-advancing record. */
export function decodeCommits(log: Uint8Array): Commit[] {
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  const commits: Commit[] = [];
  let previousEnd = 0;
  for (let at = 0; at + commitBytes <= log.byteLength; at += commitBytes) {
    if (view.getUint32(at + 16, true) !== crc32(log.subarray(at, at + 16))) break;
    const endOffset = Number(view.getBigUint64(at, true));
    if (endOffset <= previousEnd) break;
    commits.push({
      endOffset,
      rows: view.getUint32(at + 8, true),
      dataCrc: view.getUint32(at + 12, true),
    });
    previousEnd = endOffset;
  }
  return commits;
}
