import { open } from "node:fs/promises";
import { columnsOfBlock } from "@headroom/otlp";
import type { ColumnSpec } from "@headroom/otlp";
import type { Segment } from "../spool/segment.ts";

const longestCount = 2;

/**
 * The columns that a segment's blocks have. One that an older version wrote lacks the newest of
 * its table; ClickHouse then gives those their defaults, nested ones in the length of their group.
 * A segment has blocks of one version only: nothing is appended to it after a restart.
 */
export async function readSegmentColumns(segment: Segment): Promise<readonly ColumnSpec[]> {
  const handle = await open(segment.path, "r");
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(longestCount), 0, longestCount);
    return columnsOfBlock(segment.table, readVarint(buffer.subarray(0, bytesRead)));
  } finally {
    await handle.close();
  }
}

// A Native block starts with its number of columns.
function readVarint(bytes: Uint8Array): number {
  const [low = 0, high = 0] = bytes;
  return low < 0x80 ? low : (low & 0x7f) + high * 0x80;
}
