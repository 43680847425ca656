import type { SpoolState, StoreDisk, TableSize } from "@headroom/telemetry-store";
import type { IngestCounts } from "../ingest/ingest-counters.ts";

/** What is known about this process when its instruments are read. */
export interface OwnFacts {
  readonly freshnessMs: number;
  /** Time since any process took rows of a sender; undefined: none was expected. */
  readonly silenceMs: number | undefined;
  readonly spool: SpoolState;
  /** Absent without the ingest role. */
  readonly ingest: OwnIngest | undefined;
  /** File systems and disks of the store; empty while unknown. */
  readonly disks: readonly StoreDisk[];
  /** Measured now and then; undefined in between. */
  readonly tables: readonly TableSize[] | undefined;
}

/** What the receivers did since the start, and what they are doing. */
export interface OwnIngest {
  readonly counts: IngestCounts;
  readonly inProgress: { readonly requests: number; readonly bytes: number };
}

/** The used share of a disk, 0 to 1. */
export function usedShare({ totalBytes, freeBytes }: StoreDisk): number {
  return totalBytes > 0 ? 1 - freeBytes / totalBytes : 0;
}

/** The fullest disk; undefined while none is known. */
export function fullestDisk(disks: readonly StoreDisk[]): StoreDisk | undefined {
  return disks.toSorted((left, right) => usedShare(right) - usedShare(left))[0];
}

/** How long senders may have been silent before a start so that silence is still a surprise. */
const EXPECTED_WITHIN_MS = 70 * 60_000;

/**
 * Time since rows last came, ms. What came long before the start of this process and not since is
 * forgotten: nobody expects more of it, and undefined says so.
 */
export function silenceSince(
  lastRowsMs: number | undefined,
  startedMs: number,
  nowMs: number,
): number | undefined {
  if (lastRowsMs === undefined || lastRowsMs < startedMs - EXPECTED_WITHIN_MS) return undefined;
  return Math.max(0, nowMs - lastRowsMs);
}
