import type { TelemetryTable } from "@headroom/otlp";
import type { TelemetryStoreError } from "../errors.ts";
import { toSpoolError } from "./spool-error.ts";
import type { SpoolBlock } from "./spool.ts";
import type { TableWriter } from "./table-writer.ts";

/** Bounds and effects of the group commit. */
export interface GroupCommitOptions {
  readonly writers: ReadonlyMap<TelemetryTable, TableWriter>;
  /** How long the first append of a group waits for others, ms. */
  readonly delayMs: number;
  /** A group takes no further append beyond this size. */
  readonly maxGroupBytes: number;
  /** Called with the bytes of each group that is on the disk. */
  readonly onCommitted: (bytes: number) => void;
  readonly onProblem: (problem: string) => void;
}

interface PendingAppend {
  readonly blocks: readonly SpoolBlock[];
  readonly bytes: number;
  resolve(): void;
  reject(error: TelemetryStoreError): void;
}

/** A place in the line at which all open segments are closed. */
interface PendingSeal {
  resolve(): void;
}

/**
 * Appends of the same moment share one write and one sync per table. An append is on the disk in
 * all its tables or in none: where one table fails, the others are cut back too.
 */
export class GroupCommit {
  private readonly options: GroupCommitOptions;
  private queue: (PendingAppend | PendingSeal)[] = [];
  private running: Promise<void> | undefined;

  constructor(options: GroupCommitOptions) {
    this.options = options;
  }

  /** Resolves when the blocks are on the disk; rejects with `spool_unavailable`, `spool_full`. */
  append(blocks: readonly SpoolBlock[], bytes: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.queue.push({ blocks, bytes, resolve, reject });
      this.running ??= this.run();
    });
  }

  /** Closes all open segments after the appends made so far. */
  sealAll(): Promise<void> {
    return new Promise((resolve) => {
      this.queue.push({ resolve });
      this.running ??= this.run();
    });
  }

  private async run(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.options.delayMs));
    for (let next = this.queue[0]; next !== undefined; next = this.queue[0]) {
      if ("blocks" in next) await this.commit(this.takeGroup());
      else await this.seal();
    }
    this.running = undefined;
  }

  private takeGroup(): PendingAppend[] {
    const group: PendingAppend[] = [];
    let bytes = 0;
    for (const append of this.queue) {
      if (!("blocks" in append)) break;
      if (group.length > 0 && bytes + append.bytes > this.options.maxGroupBytes) break;
      bytes += append.bytes;
      group.push(append);
    }
    this.queue.splice(0, group.length);
    return group;
  }

  private async seal(): Promise<void> {
    const seal = this.queue.shift();
    await Promise.all([...this.options.writers.values()].map((writer) => writer.seal()));
    seal?.resolve();
  }

  private async commit(group: readonly PendingAppend[]): Promise<void> {
    const writers = new Map<TableWriter, SpoolBlock[]>();
    for (const block of group.flatMap(({ blocks }) => blocks)) {
      const writer = this.options.writers.get(block.table);
      if (writer === undefined) continue;
      const blocks = writers.get(writer) ?? [];
      blocks.push(block);
      writers.set(writer, blocks);
    }
    const written = await Promise.allSettled(
      [...writers].map(([writer, blocks]) => writer.write(blocks)),
    );
    const failure = written.find((result) => result.status === "rejected");
    if (failure === undefined) {
      for (const writer of writers.keys()) writer.accept();
      this.options.onCommitted(group.reduce((sum, { bytes }) => sum + bytes, 0));
      for (const append of group) append.resolve();
      await Promise.all([...writers.keys()].map((writer) => writer.closeWhenDue()));
      return;
    }
    const error = toSpoolError(failure.reason);
    this.options.onProblem(error.message);
    for (const writer of writers.keys()) writer.takeBack();
    for (const append of group) append.reject(error);
  }
}
