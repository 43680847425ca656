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
  /** Segments that may load at the same time. */
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
  /**
   * Seals the spool, loads until everything acknowledged before `throughMs` is in ClickHouse (or
   * `timeoutMs` passed) and then starts no load before `work` has ended.
   */
  holdAfter<T>(throughMs: number, timeoutMs: number, work: () => Promise<T>): Promise<T>;
  /** Takes no further segment and waits for the loads that run. */
  stop(): Promise<void>;
}

interface TableProgress {
  /** Segments that load now, by id. */
  readonly loading: Set<string>;
  /** Failed tries in a row, for the delay. */
  failures: number;
  retryTimer: NodeJS.Timeout | undefined;
}

type Report = (outcome: LoadReport["outcome"], problem?: string) => void;

/** Starts loading at once, oldest segment of each table first. */
export function startLoader(options: LoaderOptions): Loader {
  const loader = new SegmentLoader(options);
  options.spool.onSegmentClosed(() => loader.pump());
  loader.pump();
  return loader;
}

class SegmentLoader implements Loader {
  private readonly options: LoaderOptions;
  private readonly spool: Spool;
  private readonly progress = new Map<TelemetryTable, TableProgress>(
    telemetryTables.map((table) => [
      table,
      { loading: new Set<string>(), failures: 0, retryTimer: undefined },
    ]),
  );
  private readonly tries = new Map<string, number>();
  private readonly totals = {
    loadedSegments: 0,
    loadedRows: 0,
    failedTries: 0,
    quarantinedSegments: 0,
  };
  private readonly running = new Set<Promise<void>>();
  private changeWaiters: (() => void)[] = [];
  private isStopped = false;
  private holds = 0;

  constructor(options: LoaderOptions) {
    this.options = options;
    this.spool = options.spool;
  }

  state(): LoaderState {
    return { ...this.totals };
  }

  // Starts as many loads as may run.
  pump(): void {
    while (!this.isStopped && this.holds === 0 && this.running.size < this.options.parallel) {
      const segment = this.nextSegment();
      if (!segment) return;
      const work: Promise<void> = this.handle(segment).finally(() => {
        this.running.delete(work);
        for (const wake of this.changeWaiters.splice(0)) wake();
        this.pump();
      });
      this.running.add(work);
    }
  }

  drain(timeoutMs: number): Promise<boolean> {
    return this.loadUntil(() => this.isEmpty(), timeoutMs);
  }

  async holdAfter<T>(throughMs: number, timeoutMs: number, work: () => Promise<T>): Promise<T> {
    const isThrough = (): boolean =>
      telemetryTables.every((table) => this.spool.loadedThrough(table) >= throughMs);
    await this.loadUntil(isThrough, timeoutMs);
    this.holds += 1;
    try {
      await Promise.allSettled(this.running);
      return await work();
    } finally {
      this.holds -= 1;
      this.pump();
    }
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    for (const state of this.progress.values()) clearTimeout(state.retryTimer);
    await Promise.allSettled(this.running);
  }

  private async loadUntil(isReached: () => boolean, timeoutMs: number): Promise<boolean> {
    await this.spool.sealAll();
    this.endPauses();
    this.pump();
    let isExpired = false;
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        isExpired = true;
        resolve();
      }, timeoutMs);
    });
    while (!isReached() && !isExpired && !this.isStopped) {
      const change = new Promise<void>((resolve) => this.changeWaiters.push(resolve));
      await Promise.race([change, timeout]);
    }
    clearTimeout(timer);
    return isReached();
  }

  // Whoever waits for the end of loading wants a try now, not after the pause of the last failure.
  private endPauses(): void {
    for (const state of this.progress.values()) {
      clearTimeout(state.retryTimer);
      state.retryTimer = undefined;
      state.failures = 0;
    }
  }

  private isEmpty(): boolean {
    return telemetryTables.every((table) => this.spool.closedSegments(table).length === 0);
  }

  private nextSegment(): Segment | undefined {
    let best: Segment | undefined;
    for (const [table, { loading, retryTimer }] of this.progress) {
      if (retryTimer) continue;
      const oldest = this.spool.closedSegments(table).find(({ id }) => !loading.has(id));
      if (oldest && oldest.openedMs < (best?.openedMs ?? Infinity)) best = oldest;
    }
    return best;
  }

  private async handle(segment: Segment): Promise<void> {
    const state = this.progress.get(segment.table);
    if (!state) return;
    const attempt = (this.tries.get(segment.id) ?? 0) + 1;
    this.tries.set(segment.id, attempt);
    state.loading.add(segment.id);
    const report = this.reporter(segment, attempt);
    try {
      await this.options.load(segment);
      await this.spool.release(segment);
      this.totals.loadedSegments += 1;
      this.totals.loadedRows += segment.rows;
      this.tries.delete(segment.id);
      state.failures = 0;
      report("loaded");
    } catch (cause) {
      this.totals.failedTries += 1;
      await this.handleFailure(segment, state, cause, report);
    } finally {
      state.loading.delete(segment.id);
    }
  }

  private reporter(segment: Segment, attempt: number): Report {
    const started = performance.now();
    return (outcome, problem) => {
      const { id: segmentId, table, rows, bytes } = segment;
      const durationMs = performance.now() - started;
      const report = { table, segmentId, outcome, rows, bytes, durationMs, attempt };
      this.options.onReport?.(problem === undefined ? report : { ...report, problem });
    };
  }

  private async handleFailure(
    segment: Segment,
    state: TableProgress,
    cause: unknown,
    report: Report,
  ): Promise<void> {
    const problem = describeCause(cause).slice(0, 1000);
    const tries = this.tries.get(segment.id) ?? 0;
    if (isCorruptData(cause) && tries >= this.options.maxCorruptTries) {
      try {
        await this.spool.quarantine(segment, problem);
        this.totals.quarantinedSegments += 1;
        this.tries.delete(segment.id);
        report("quarantined", problem);
        return;
      } catch (moveCause) {
        report("retrying", `${problem} (and it cannot be set aside: ${describeCause(moveCause)})`);
      }
    } else {
      report("retrying", problem);
    }
    state.failures += 1;
    const delayMs = retryDelayMs(state.failures, this.options.random());
    clearTimeout(state.retryTimer);
    state.retryTimer = setTimeout(() => {
      state.retryTimer = undefined;
      this.pump();
    }, delayMs);
  }
}
