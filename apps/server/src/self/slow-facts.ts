import {
  measureFileSystem,
  type StoreDisk,
  type TableSize,
  type TelemetryStore,
} from "@headroom/telemetry-store";

/** What takes a query or a system call, measured beside the ticks. */
export interface SlowFacts {
  disks(): readonly StoreDisk[];
  /** Once for each measurement; undefined until the next. */
  takeTables(): readonly TableSize[] | undefined;
  /** Measures again where it is time and no measurement runs. */
  refresh(): void;
}

const EVERY_MS = 60_000;
/** What was measured longer ago is not shown as present. */
const STALE_MS = 180_000;

/**
 * Measures disks, and sizes of tables where `withTables`, every minute. A store that does not
 * answer holds nobody up: what it would say is absent meanwhile, and `onProblem` is told.
 */
export function createSlowFacts(options: {
  readonly queries: Pick<TelemetryStore["queries"], "disks" | "storageSizes">;
  /** Where the spool is; undefined where the store is on the same disk. */
  readonly spoolDirectory: string | undefined;
  readonly withTables: boolean;
  readonly now: () => number;
  readonly onProblem: (error: unknown) => void;
}): SlowFacts {
  const { queries, spoolDirectory, withTables, now, onProblem } = options;
  let disks: { readonly atMs: number; readonly list: readonly StoreDisk[] } | undefined;
  let tables: readonly TableSize[] | undefined;
  let startedMs = -Infinity;
  let isRunning = false;

  async function measure(): Promise<void> {
    const ofSpool =
      spoolDirectory === undefined ? [] : [await measureFileSystem("spool", spoolDirectory)];
    try {
      disks = { atMs: now(), list: [...ofSpool, ...(await queries.disks())] };
    } catch (error) {
      disks = { atMs: now(), list: ofSpool };
      throw error;
    }
    if (withTables) tables = await queries.storageSizes();
  }

  return {
    disks: () => (disks !== undefined && now() - disks.atMs < STALE_MS ? disks.list : []),
    takeTables() {
      const taken = tables;
      tables = undefined;
      return taken;
    },
    refresh() {
      if (isRunning || now() - startedMs < EVERY_MS) return;
      startedMs = now();
      isRunning = true;
      measure()
        .catch(onProblem)
        .finally(() => {
          isRunning = false;
        });
    },
  };
}
