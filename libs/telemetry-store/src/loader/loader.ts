import { telemetryTables } from "@headroom/otlp";
import type { TelemetryTable } from "@headroom/otlp";
import { isCorruptData } from "../driver/error-mapping.ts";
import { describeCause } from "../errors.ts";
import type { Segment } from "../spool/segment.ts";
import type { Spool } from "../spool/spool.ts";
import { retryDelayMs } from "./retry-delay.ts";

/** What happened to a segment; for the caller's log and metrics. */
export interface LoadReport {
  readonly table: TelemetryTable;
  readonly segmentId: string;
  readonly outcome: "loaded" | "retrying" | "quarantined";
  readonly rows: number;
  readonly bytes: number;
  readonly durationMs: number;
  readonly attempt: number;
  /** Why it was not loaded. */
  readonly problem?: string;
}

/** Effects and bounds of the loader. */
export interface LoaderOptions {
  readonly spool: Spool;
  readonly load: (segment: Segment) => Promise<void>;
  /** Tables that may load at the same time. */
  readonly parallel: number;
  /** Tries before data that cannot be read is set aside. */
  readonly maxCorruptTries: number;
  readonly random: () => number;
  readonly onReport?: ((report: LoadReport) => void) | undefined;
}

/** Totals since start. */
export interface LoaderState {
  readonly loadedSegments: number;
  readonly loadedRows: number;
  readonly failedTries: number;
  readonly quarantinedSegments: number;
}

/** Moves closed segments into ClickHouse. */
export interface Loader {
  state(): LoaderState;
  /** Seals the spool and loads until it is empty; false when `timeoutMs` passed before. */
  drain(timeoutMs: number): Promise<boolean>;
  /** Takes no further segment and waits for the loads that run. */
  stop(): Promise<void>;
}

interface TableProgress {
  busy: boolean;
  attempt: number;
  retryTimer: NodeJS.Timeout | undefined;
}

/** Starts loading at once, oldest segment of each table first. */
export function startLoader(options: LoaderOptions): Loader {
  const { spool } = options;
  const progress = new Map<TelemetryTable, TableProgress>(
    telemetryTables.map((table) => [table, { busy: false, attempt: 0, retryTimer: undefined }]),
  );
  const totals = { loadedSegments: 0, loadedRows: 0, failedTries: 0, quarantinedSegments: 0 };
  const running = new Set<Promise<void>>();
  let changeWaiters: (() => void)[] = [];
  let stopped = false;

  function nextTable(): TelemetryTable | undefined {
    let best: TelemetryTable | undefined;
    let bestOpenedMs = Infinity;
    for (const [table, state] of progress) {
      const oldest = spool.closedSegments(table)[0];
      if (!oldest || state.busy || state.retryTimer || oldest.openedMs >= bestOpenedMs) continue;
      best = table;
      bestOpenedMs = oldest.openedMs;
    }
    return best;
  }

  function pump(): void {
    while (!stopped && running.size < options.parallel) {
      const table = nextTable();
      const segment = table && spool.closedSegments(table)[0];
      if (!segment) return;
      const work: Promise<void> = handle(segment).finally(() => {
        running.delete(work);
        for (const wake of changeWaiters.splice(0)) wake();
        pump();
      });
      running.add(work);
    }
  }

  async function handle(segment: Segment): Promise<void> {
    const state = progress.get(segment.table);
    if (!state) return;
    state.busy = true;
    state.attempt += 1;
    const started = performance.now();
    const report = (outcome: LoadReport["outcome"], problem?: string): void => {
      const { id: segmentId, table, rows, bytes } = segment;
      const durationMs = performance.now() - started;
      const { attempt } = state;
      const base = { table, segmentId, outcome, rows, bytes, durationMs, attempt };
      options.onReport?.(problem === undefined ? base : { ...base, problem });
    };
    try {
      await options.load(segment);
      await spool.release(segment);
      totals.loadedSegments += 1;
      totals.loadedRows += segment.rows;
      report("loaded");
      state.attempt = 0;
    } catch (cause) {
      totals.failedTries += 1;
      await handleFailure(segment, state, cause, report);
    } finally {
      state.busy = false;
    }
  }

  async function handleFailure(
    segment: Segment,
    state: TableProgress,
    cause: unknown,
    report: (outcome: LoadReport["outcome"], problem?: string) => void,
  ): Promise<void> {
    const problem = describeCause(cause).slice(0, 1000);
    if (isCorruptData(cause) && state.attempt >= options.maxCorruptTries) {
      try {
        await spool.quarantine(segment, problem);
        totals.quarantinedSegments += 1;
        report("quarantined", problem);
        state.attempt = 0;
        return;
      } catch (moveCause) {
        report("retrying", `${problem} (and it cannot be set aside: ${describeCause(moveCause)})`);
      }
    } else {
      report("retrying", problem);
    }
    const delayMs = retryDelayMs(state.attempt, options.random());
    state.retryTimer = setTimeout(() => {
      state.retryTimer = undefined;
      pump();
    }, delayMs);
  }

  function isEmpty(): boolean {
    return telemetryTables.every((table) => spool.closedSegments(table).length === 0);
  }

  async function stop(): Promise<void> {
    stopped = true;
    for (const state of progress.values()) clearTimeout(state.retryTimer);
    await Promise.allSettled(running);
  }

  spool.onSegmentClosed(pump);
  pump();

  return {
    state: () => ({ ...totals }),
    stop,
    async drain(timeoutMs) {
      await spool.sealAll();
      pump();
      let expired = false;
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<void>((resolve) => {
        timer = setTimeout(() => {
          expired = true;
          resolve();
        }, timeoutMs);
      });
      while (!isEmpty() && !expired && !stopped) {
        const change = new Promise<void>((resolve) => changeWaiters.push(resolve));
        await Promise.race([change, timeout]);
      }
      clearTimeout(timer);
      return isEmpty();
    },
  };
}
