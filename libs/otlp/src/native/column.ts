import type { ColumnSpec, ColumnType } from "../columns.ts";
import type { GrowthGuard } from "./byte-sink.ts";
import { ByteSink, OffsetSink } from "./byte-sink.ts";

/**
 * Writers of one Map(String, String): `offsets` counts pairs, one entry per row; `types` is the
 * column beside it with the type codes of the values, one String per row.
 */
export interface MapSink {
  readonly offsets: OffsetSink;
  readonly keys: ByteSink;
  readonly values: ByteSink;
  readonly types: ByteSink;
}

/** One column: its data in a Native block is its parts one after the other. */
export interface Column {
  readonly spec: ColumnSpec;
  readonly parts: readonly ByteSink[];
}

/**
 * Creates an empty column. Array columns of one nested group (`events.timestamp`, `events.name`)
 * have equal lengths in every row, so they share the offsets kept in `groups` under the prefix.
 */
export function createColumn(
  spec: ColumnSpec,
  guard: GrowthGuard,
  groups: Map<string, OffsetSink>,
): Column {
  const group = spec.name.split(".")[0] ?? spec.name;
  const arrayOffsets = (): OffsetSink => {
    const offsets = groups.get(group) ?? new OffsetSink(guard);
    groups.set(group, offsets);
    return offsets;
  };
  return { spec, parts: createParts(spec.type, guard, arrayOffsets) };
}

function createParts(
  type: ColumnType,
  guard: GrowthGuard,
  arrayOffsets: () => OffsetSink,
): ByteSink[] {
  if (type === "Map(String, String)") {
    return [new OffsetSink(guard), new ByteSink(guard), new ByteSink(guard)];
  }
  if (type === "Array(Map(String, String))") {
    return [arrayOffsets(), new OffsetSink(guard), new ByteSink(guard), new ByteSink(guard)];
  }
  if (type === "Array(Nullable(Int64))") {
    return [arrayOffsets(), new ByteSink(guard), new ByteSink(guard)];
  }
  if (type.startsWith("Array(")) return [arrayOffsets(), new ByteSink(guard)];
  if (type.startsWith("Nullable(")) return [new ByteSink(guard), new ByteSink(guard)];
  return [new ByteSink(guard)];
}

/** Appends the one row that `from` holds `rows` times to `to`, a column of the same type. */
export function repeatRow(from: Column, to: Column, rows: number): void {
  for (let index = 0; index < from.parts.length; index++) {
    const source = from.parts[index];
    const target = to.parts[index];
    if (source instanceof OffsetSink && target instanceof OffsetSink) {
      target.repeatRows(source.elements, rows);
    } else if (source !== undefined && target !== undefined) {
      target.repeat(source, rows);
    }
  }
}

/** The columns of a table by name, with typed access to their writers. */
export class ColumnSet {
  readonly columns: readonly Column[];
  /** Every buffer once, also those that columns share. */
  readonly sinks: readonly ByteSink[];

  constructor(specs: readonly ColumnSpec[], guard: GrowthGuard) {
    const groups = new Map<string, OffsetSink>();
    this.columns = specs.map((spec) => createColumn(spec, guard, groups));
    this.sinks = [...new Set(this.columns.flatMap((column) => column.parts))];
  }

  /** The column called `name`, or undefined. */
  find(name: string): Column | undefined {
    return this.columns.find((column) => column.spec.name === name);
  }

  private parts(name: string): readonly ByteSink[] {
    const column = this.find(name);
    if (column === undefined) throw new RangeError(`There is no column ${name}.`);
    return column.parts;
  }

  /** The value bytes of a scalar, String, Nullable or Array column. */
  data(name: string): ByteSink {
    return this.parts(name).at(-1) as ByteSink;
  }

  /** The null flags of a Nullable column: one byte per value, 1 where it is absent. */
  nulls(name: string): ByteSink {
    return this.parts(name).at(-2) as ByteSink;
  }

  /** The offsets of an Array column, shared by its nested group. */
  arrayOffsets(name: string): OffsetSink {
    return offsetsIn(this.parts(name)[0], name);
  }

  /**
   * The writers of the Map column `…attributes`, or of the maps inside an Array of maps, with those
   * of the type codes beside it.
   */
  map(name: string): MapSink {
    const [offsets, keys, values] = this.parts(name).slice(-3);
    if (keys === undefined || values === undefined) throw new RangeError(`${name} is not a map.`);
    const types = this.data(name.replace(/attributes$/, "attribute_types"));
    return { offsets: offsetsIn(offsets, name), keys, values, types };
  }
}

function offsetsIn(sink: ByteSink | undefined, name: string): OffsetSink {
  if (sink instanceof OffsetSink) return sink;
  throw new RangeError(`Column ${name} has no offsets.`);
}
