import type { Status, Storage } from "@headroom/contracts";
import { planUpkeep } from "@headroom/telemetry-store";
import { presentEvent, presentStorage } from "./present-storage.ts";
import { readStorageFacts, type StorageDependencies } from "./storage-facts.ts";

const CACHE_MS = 10_000;
const DAY_MS = 86_400_000;
const MOST_EVENTS = 50;

type StorageState = Status["disk"];

/** How storage stands, for the API. */
export interface StorageReader {
  readonly read: () => Promise<Storage>;
  /** The short form, read at most every 10 s; null when it cannot be read. */
  readonly state: () => Promise<StorageState>;
}

/** Creates the reader; each process that serves the API has one. */
export function createStorageReader(dependencies: StorageDependencies): StorageReader {
  const { metadata, telemetry, now } = dependencies;
  let known: { readonly atMs: number; readonly state: Promise<StorageState> } | undefined;
  return {
    async read() {
      const [facts, systemLogs, events] = await Promise.all([
        readStorageFacts(dependencies),
        telemetry.upkeep.systemLogs(),
        metadata.upkeepEvents.list({ limit: MOST_EVENTS }),
      ]);
      return presentStorage(facts, systemLogs, events);
    },
    state() {
      if (known === undefined || now() - known.atMs >= CACHE_MS) {
        known = { atMs: now(), state: readState(dependencies).catch(() => null) };
      }
      return known.state;
    },
  };
}

async function readState(dependencies: StorageDependencies): Promise<StorageState> {
  const [facts, [latest]] = await Promise.all([
    readStorageFacts(dependencies),
    dependencies.metadata.upkeepEvents.list({ limit: 1, kinds: ["dropped_for_disk"] }),
  ]);
  const { pressures, stuckBytes } = planUpkeep(facts);
  const [worst] = pressures;
  if (worst === undefined) return null;
  const [event] = latest === undefined ? [] : presentEvent(latest);
  const isRecent =
    event?.kind === "dropped_for_disk" && Date.parse(event.at) > facts.nowMs - DAY_MS;
  return {
    level: worst.level,
    usedShare: worst.usedBytes / worst.totalBytes,
    markShare: worst.markBytes / worst.totalBytes,
    stuckBytes: Math.round(stuckBytes),
    droppedForDisk: isRecent
      ? { at: event.at, bytes: event.bytes, from: event.from, to: event.to }
      : null,
  };
}
