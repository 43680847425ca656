import type { TableBlock } from "../native/table-block.ts";
import type { DecodeContext } from "./decode-context.ts";
import { ResourceRow } from "./resource-row.ts";
import { ScopeRow } from "./scope-row.ts";
import type { WireReader } from "./wire-reader.ts";

/** Decodes one span, log record or metric in `[reader.pos, end)`. */
export type ItemDecoder = (reader: WireReader, end: number) => void;

/**
 * Walks the two outer levels that all three signals share (resource, then scope) and fills their
 * columns. The order of fields is free, so each level is scanned for its own values before its
 * children are decoded.
 */
export class Envelope {
  private readonly blocks: readonly TableBlock[];
  private readonly resource: ResourceRow;
  private readonly scope: ScopeRow;

  /** `blocks` are the tables that the items of the signal may go to. */
  constructor(blocks: readonly TableBlock[], context: DecodeContext) {
    this.blocks = blocks;
    this.resource = new ResourceRow(blocks, context);
    this.scope = new ScopeRow(blocks, context);
  }

  /** Decodes a whole export request, calling `decodeItem` for each item. */
  decode(reader: WireReader, decodeItem: ItemDecoder): void {
    const end = reader.bytes.length;
    while (reader.pos < end) {
      if (reader.readField(end) === 1) {
        this.decodeResource(reader, reader.enter(end), decodeItem);
      } else reader.skip(end);
    }
  }

  private decodeResource(reader: WireReader, end: number, decodeItem: ItemDecoder): void {
    const start = reader.pos;
    this.resource.encode(reader, end);
    reader.pos = start;
    while (reader.pos < end) {
      if (reader.readField(end) === 2) {
        this.decodeScope(reader, reader.enter(end), decodeItem);
      } else reader.skip(end);
    }
  }

  private decodeScope(reader: WireReader, end: number, decodeItem: ItemDecoder): void {
    const start = reader.pos;
    this.scope.encode(reader, end);
    const rowsBefore = this.blocks.map((block) => block.rows);
    reader.pos = start;
    while (reader.pos < end) {
      if (reader.readField(end) === 2) {
        const stop = reader.enter(end);
        decodeItem(reader, stop);
        reader.pos = stop;
      } else reader.skip(end);
    }
    this.blocks.forEach((block, index) => {
      const rows = block.rows - (rowsBefore[index] ?? 0);
      this.resource.template.fill(block, rows);
      this.scope.template.fill(block, rows);
    });
  }
}
