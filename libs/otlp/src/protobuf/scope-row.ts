import type { MapSink } from "../native/column.ts";
import { RowTemplate } from "../native/row-template.ts";
import type { TableBlock } from "../native/table-block.ts";
import type { DecodeContext } from "./decode-context.ts";
import { addCounts } from "./wire-checks.ts";
import type { WireReader } from "./wire-reader.ts";

const columnNames = [
  "scope_name",
  "scope_version",
  "scope_attributes",
  "scope_attribute_types",
  "scope_schema_url",
  "scope_dropped_attributes_count",
];

/** What a scope says, as byte ranges of the request. */
interface ScopeScan {
  nameAt: number;
  nameStop: number;
  versionAt: number;
  versionStop: number;
  dropped: number;
}

/** Encodes the columns of an instrumentation scope once, for all rows under it. */
export class ScopeRow {
  readonly template: RowTemplate;
  private readonly context: DecodeContext;
  private readonly attributes: MapSink;

  constructor(blocks: readonly TableBlock[], context: DecodeContext) {
    this.context = context;
    this.template = new RowTemplate(columnNames, blocks, context.guard);
    this.attributes = this.template.columns.map("scope_attributes");
  }

  /** Encodes the scope of the ScopeSpans (or logs, metrics) in `[reader.pos, end)`. */
  encode(reader: WireReader, end: number): void {
    const { columns } = this.template;
    this.template.clear();
    this.context.attributes.beginRow(this.attributes);
    const scan: ScopeScan = { nameAt: 0, nameStop: 0, versionAt: 0, versionStop: 0, dropped: 0 };
    let schemaAt = 0;
    let schemaStop = 0;
    while (reader.pos < end) {
      const field = reader.readField(end);
      if (field === 1) this.encodeScope(reader, reader.enter(end), scan);
      else if (field === 3) {
        schemaStop = reader.enter(end);
        schemaAt = reader.pos;
        reader.pos = schemaStop;
      } else reader.skip(end);
    }
    const dropped = this.context.attributes.endRow(this.attributes);
    columns.data("scope_name").text(reader.bytes, scan.nameAt, scan.nameStop);
    columns.data("scope_version").text(reader.bytes, scan.versionAt, scan.versionStop);
    columns.data("scope_schema_url").text(reader.bytes, schemaAt, schemaStop);
    columns.data("scope_dropped_attributes_count").u32(addCounts(scan.dropped, dropped));
    this.context.series?.enterScope(
      reader,
      [scan.nameAt, scan.nameStop],
      [scan.versionAt, scan.versionStop],
    );
  }

  private encodeScope(reader: WireReader, end: number, scan: ScopeScan): void {
    while (reader.pos < end) {
      const field = reader.readField(end);
      if (field === 1) {
        scan.nameStop = reader.enter(end);
        scan.nameAt = reader.pos;
        reader.pos = scan.nameStop;
      } else if (field === 2) {
        scan.versionStop = reader.enter(end);
        scan.versionAt = reader.pos;
        reader.pos = scan.versionStop;
      } else if (field === 3) {
        this.context.attributes.writePair(reader, reader.enter(end), this.attributes);
      } else if (field === 4) scan.dropped = reader.uint32(end);
      else reader.skip(end);
    }
  }
}
