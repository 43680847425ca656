import type { ColumnSpec } from "../columns.ts";
import { telemetryColumns } from "../columns.ts";
import type { GrowthGuard } from "./byte-sink.ts";
import type { Column } from "./column.ts";
import { ColumnSet, repeatRow } from "./column.ts";
import type { TableBlock } from "./table-block.ts";

interface Pair {
  readonly from: Column;
  readonly to: Column;
}

/**
 * Column values that many rows share (those of a resource, a scope, a metric): encoded once, then
 * appended as bytes for all rows of a block at once.
 */
export class RowTemplate {
  readonly columns: ColumnSet;
  private readonly pairs: readonly (readonly [TableBlock, readonly Pair[]])[];

  /** `names` are the shared columns; each is filled in those of `blocks` that have it. */
  constructor(names: readonly string[], blocks: readonly TableBlock[], guard: GrowthGuard) {
    this.columns = new ColumnSet(names.map(findSpec), guard);
    this.pairs = blocks.map((block) => [block, this.pairWith(block)]);
  }

  private pairWith(block: TableBlock): Pair[] {
    return this.columns.columns.flatMap((from) => {
      const to = block.columns.find(from.spec.name);
      return to === undefined ? [] : [{ from, to }];
    });
  }

  /** Empties the template; afterwards every column needs a value again. */
  clear(): void {
    for (const sink of this.columns.sinks) sink.clear();
  }

  /** Appends the template to the last `rows` rows of `block`. */
  fill(block: TableBlock, rows: number): void {
    if (rows === 0) return;
    for (const [candidate, pairs] of this.pairs) {
      if (candidate !== block) continue;
      for (const { from, to } of pairs) repeatRow(from, to, rows);
    }
  }
}

function findSpec(name: string): ColumnSpec {
  for (const specs of Object.values(telemetryColumns)) {
    const found = specs.find((spec) => spec.name === name);
    if (found !== undefined) return found;
  }
  throw new RangeError(`No table has a column ${name}.`);
}
