import { decodeBaseline, encodeBaseline, type RecentJudgement } from "@headroom/detection";
import type { GroupBaseline } from "./judged.ts";

/** A baseline as the ledger keeps it: a few hundred bytes for what was learnt, few for the rest. */
export interface StoredBaseline {
  readonly state: Uint8Array;
  readonly recent: Uint8Array;
  readonly trainedFromMs: number;
  readonly trainedToMs: number | null;
}

const VERSION = 1;
/** Time, score, news and status. */
const ENTRY_BYTES = 17;

/** The stored form of a baseline. */
export function storeBaseline(baseline: GroupBaseline): StoredBaseline {
  const { state, recent, trainedFromMs, trainedToMs } = baseline;
  return {
    state: encodeBaseline(state),
    recent: encodeRecent(recent),
    trainedFromMs,
    trainedToMs,
  };
}

/**
 * The baseline of a stored form, with the sensitivity that its rule has now; nothing where the
 * form is of another version, so that it is learnt anew.
 */
export function restoreBaseline(
  stored: StoredBaseline,
  sensitivity: number,
): GroupBaseline | undefined {
  const state = decodeBaseline(stored.state);
  const recent = decodeRecent(stored.recent);
  if (state === undefined || recent === undefined) return undefined;
  const { trainedFromMs, trainedToMs } = stored;
  return { state: { ...state, sensitivity }, recent, trainedFromMs, trainedToMs };
}

function encodeRecent(recent: readonly RecentJudgement[]): Uint8Array {
  const bytes = new Uint8Array(1 + ENTRY_BYTES * recent.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  for (const [index, { timeMs, score, news, status }] of recent.entries()) {
    const at = 1 + ENTRY_BYTES * index;
    view.setFloat64(at, timeMs);
    view.setFloat32(at + 8, score);
    view.setFloat32(at + 12, news);
    view.setUint8(at + 16, status === "ready" ? 1 : 0);
  }
  return bytes;
}

function decodeRecent(bytes: Uint8Array): RecentJudgement[] | undefined {
  const count = (bytes.length - 1) / ENTRY_BYTES;
  if (bytes[0] !== VERSION || !Number.isInteger(count)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: count }, (_, index) => {
    const at = 1 + ENTRY_BYTES * index;
    return {
      timeMs: view.getFloat64(at),
      score: view.getFloat32(at + 8),
      news: view.getFloat32(at + 12),
      status: view.getUint8(at + 16) === 1 ? "ready" : "learning",
    };
  });
}
