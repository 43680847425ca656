import type { Log } from "../telemetry/log.ts";

const STEP_MS = 5_000;
const STEP_BYTES = 2 * 1024 * 1024;
const MAX_BYTES = 240 * 1024 * 1024;
const ENTRY_BYTES = 1024;

/** Bytes held after one more step; never above the bound. */
export function nextLeakBytes(heldBytes: number): number {
  return Math.min(heldBytes + STEP_BYTES, MAX_BYTES);
}

/** A leak of heap memory, 24 MB a minute up to 240 MB; switching it off lets the memory go. */
export function createLeak(log: Log): { set: (on: boolean) => void } {
  let kept: number[][] = [];
  let heldBytes = 0;
  let timer: NodeJS.Timeout | undefined;
  const grow = () => {
    const target = nextLeakBytes(heldBytes);
    // Arrays of doubles live on the JavaScript heap; Buffers would not show in v8js.memory.heap.used.
    for (; heldBytes < target; heldBytes += ENTRY_BYTES)
      kept.push(Array.from({ length: ENTRY_BYTES / 8 }, (_, at) => at + 0.5));
    if (heldBytes % (10 * STEP_BYTES) === 0)
      log.warn("session store keeps growing", { "session_store.bytes": heldBytes });
  };
  return {
    set: (on) => {
      clearInterval(timer);
      kept = [];
      heldBytes = 0;
      timer = on ? setInterval(grow, STEP_MS) : undefined;
    },
  };
}
