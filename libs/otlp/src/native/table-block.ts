import type { TelemetryTable } from "../columns.ts";
import { telemetryColumns } from "../columns.ts";
import type { GrowthGuard } from "./byte-sink.ts";
import { ByteSink } from "./byte-sink.ts";
import { ColumnSet } from "./column.ts";

/** How far a table block was filled at one moment: row count and the length of every buffer. */
export interface BlockMark {
  readonly rows: number;
  readonly lengths: readonly number[];
}

const unguarded = (): void => {};
/** Memory of blocks up to this size is kept whatever the load. */
const recycledBytes = 4 * 1024 * 1024;

/**
 * The rows collected for one table. Rows are complete when every column got its value and `rows`
 * was raised.
 */
export class TableBlock {
  readonly table: TelemetryTable;
  readonly columns: ColumnSet;
  rows = 0;
  /** What follows the header of a block: the title of each column, then its data. */
  private readonly parts: readonly ByteSink[];
  private spare: Uint8Array | undefined;

  constructor(table: TelemetryTable, guard: GrowthGuard) {
    this.table = table;
    this.columns = new ColumnSet(telemetryColumns[table], guard);
    this.parts = this.columns.columns.flatMap(({ spec, parts }) => [
      encodeTitle(spec.name, spec.type),
      ...parts,
    ]);
  }

  /** Bytes written to all buffers; buffers that columns share count once. */
  byteLength(): number {
    return this.columns.sinks.reduce((total, sink) => total + sink.length, 0);
  }

  /** The present fill state, for `rollback`. */
  mark(): BlockMark {
    return { rows: this.rows, lengths: this.columns.sinks.map((sink) => sink.length) };
  }

  /** Drops everything written since `mark` was taken. */
  rollback(mark: BlockMark): void {
    this.rows = mark.rows;
    this.columns.sinks.forEach((sink, index) => {
      sink.truncate(mark.lengths[index] ?? 0);
      sink.trim();
    });
  }

  /**
   * Returns the rows as one ClickHouse Native block and empties the builder. Layout as ClickHouse
   * reads it from files and over HTTP (protocol revision 0): varuint column count, varuint row
   * count, then name, type and data of each column.
   */
  takeNative(): Uint8Array {
    const header = new ByteSink(unguarded);
    header.varuint(this.columns.columns.length);
    header.varuint(this.rows);
    const parts = [header, ...this.parts];
    const size = parts.reduce((total, part) => total + part.length, 0);

    const block = this.takeMemory(size);
    let at = 0;
    for (const part of parts) {
      block.set(part.bytes.subarray(0, part.length), at);
      at += part.length;
    }
    this.clear();
    return block.subarray(0, size);
  }

  /** Takes back the memory of a block that nobody reads any more, for one of the next. */
  recycle(block: Uint8Array): void {
    const memory = new Uint8Array(block.buffer);
    const isTooLarge = memory.length > Math.max(recycledBytes, 4 * block.length);
    if (isTooLarge || memory.length <= (this.spare?.length ?? 0)) return;
    this.spare = memory;
  }

  private takeMemory(size: number): Uint8Array {
    const { spare } = this;
    if (spare === undefined || spare.length < size) return new Uint8Array(size + (size >>> 2));
    this.spare = undefined;
    return spare;
  }

  /** Drops all rows; memory that was little used is given back bit by bit. */
  clear(): void {
    this.rows = 0;
    for (const sink of this.columns.sinks) sink.clear();
  }
}

function encodeTitle(name: string, type: string): ByteSink {
  const title = new ByteSink(unguarded);
  for (const word of [name, type]) {
    title.varuint(word.length);
    title.ascii(word);
  }
  return title;
}
