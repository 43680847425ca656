import { ATTR_SERVICE_NAME, ATTR_SERVICE_NAMESPACE } from "@opentelemetry/semantic-conventions";
import type { ByteSink } from "../native/byte-sink.ts";
import { RowTemplate } from "../native/row-template.ts";
import type { TableBlock } from "../native/table-block.ts";
import type { DecodeContext } from "./decode-context.ts";
import type { WireReader } from "./wire-reader.ts";

const serviceName = new TextEncoder().encode(ATTR_SERVICE_NAME);
const serviceNamespace = new TextEncoder().encode(ATTR_SERVICE_NAMESPACE);
const unknownService = new TextEncoder().encode("unknown_service");
const nothing = new Uint8Array(0);

const resourceColumns = [
  "service_name",
  "service_namespace",
  "resource_attributes",
  "resource_schema_url",
  "resource_dropped_attributes_count",
];
const scopeColumns = [
  "scope_name",
  "scope_version",
  "scope_attributes",
  "scope_schema_url",
  "scope_dropped_attributes_count",
];

/** Decodes one span, log record or metric in `[reader.pos, end)` and leaves `pos` at `end`. */
export type ItemDecoder = (reader: WireReader, end: number) => void;

/**
 * Walks the two outer levels that all three signals share (resource, then scope) and fills their
 * columns. The order of fields is free, so each level is scanned for its own values before its
 * children are decoded.
 */
export class Envelope {
  private readonly blocks: readonly TableBlock[];
  private readonly context: DecodeContext;
  private readonly resource: RowTemplate;
  private readonly scope: RowTemplate;

  constructor(blocks: readonly TableBlock[], context: DecodeContext) {
    this.blocks = blocks;
    this.context = context;
    this.resource = new RowTemplate(resourceColumns, blocks, context.guard);
    this.scope = new RowTemplate(scopeColumns, blocks, context.guard);
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
    this.encodeResource(reader, end);
    reader.pos = start;
    while (reader.pos < end) {
      if (reader.readField(end) === 2) {
        this.decodeScope(reader, reader.enter(end), decodeItem);
      } else reader.skip(end);
    }
  }

  private encodeResource(reader: WireReader, end: number): void {
    this.resource.clear();
    const { columns } = this.resource;
    const map = columns.map("resource_attributes");
    const found: FoundServices = { name: nothing, namespace: nothing };
    let schemaAt = 0;
    let schemaStop = 0;
    let dropped = 0;
    while (reader.pos < end) {
      const field = reader.readField(end);
      if (field === 1) {
        const stop = reader.enter(end);
        while (reader.pos < stop) {
          const inner = reader.readField(stop);
          if (inner === 1) this.writeResourcePair(reader, reader.enter(stop), found);
          else if (inner === 2) dropped = reader.uint32(stop);
          else reader.skip(stop);
        }
      } else if (field === 3) {
        schemaStop = reader.enter(end);
        schemaAt = reader.pos;
        reader.pos = schemaStop;
      } else reader.skip(end);
    }
    map.offsets.endRow();
    writeText(columns.data("service_name"), found.name.length > 0 ? found.name : unknownService);
    writeText(columns.data("service_namespace"), found.namespace);
    columns.data("resource_schema_url").text(reader.bytes, schemaAt, schemaStop);
    columns.data("resource_dropped_attributes_count").u32(dropped);
  }

  /** Writes one resource attribute; the first non-empty name and namespace of a service count. */
  private writeResourcePair(reader: WireReader, end: number, found: FoundServices): void {
    const map = this.resource.columns.map("resource_attributes");
    const valueAt = map.values.length;
    this.context.attributes.writePair(reader, end, map);
    const { keyAt, keyStop } = this.context.attributes.pair;
    if (found.name.length === 0 && isKey(reader.bytes, keyAt, keyStop, serviceName)) {
      found.name = copyText(map.values, valueAt);
    } else if (
      found.namespace.length === 0 &&
      isKey(reader.bytes, keyAt, keyStop, serviceNamespace)
    ) {
      found.namespace = copyText(map.values, valueAt);
    }
  }

  private decodeScope(reader: WireReader, end: number, decodeItem: ItemDecoder): void {
    const start = reader.pos;
    this.encodeScope(reader, end);
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
      this.resource.fill(block, rows);
      this.scope.fill(block, rows);
    });
  }

  private encodeScope(reader: WireReader, end: number): void {
    this.scope.clear();
    const { columns } = this.scope;
    const scan: ScopeScan = { nameAt: 0, nameStop: 0, versionAt: 0, versionStop: 0, dropped: 0 };
    let schemaAt = 0;
    let schemaStop = 0;
    while (reader.pos < end) {
      const field = reader.readField(end);
      if (field === 1) this.scanScope(reader, reader.enter(end), scan);
      else if (field === 3) {
        schemaStop = reader.enter(end);
        schemaAt = reader.pos;
        reader.pos = schemaStop;
      } else reader.skip(end);
    }
    columns.map("scope_attributes").offsets.endRow();
    columns.data("scope_name").text(reader.bytes, scan.nameAt, scan.nameStop);
    columns.data("scope_version").text(reader.bytes, scan.versionAt, scan.versionStop);
    columns.data("scope_schema_url").text(reader.bytes, schemaAt, schemaStop);
    columns.data("scope_dropped_attributes_count").u32(scan.dropped);
  }

  private scanScope(reader: WireReader, end: number, scan: ScopeScan): void {
    const map = this.scope.columns.map("scope_attributes");
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
      } else if (field === 3) this.context.attributes.writePair(reader, reader.enter(end), map);
      else if (field === 4) scan.dropped = reader.uint32(end);
      else reader.skip(end);
    }
  }
}

interface FoundServices {
  name: Uint8Array;
  namespace: Uint8Array;
}

interface ScopeScan {
  nameAt: number;
  nameStop: number;
  versionAt: number;
  versionStop: number;
  dropped: number;
}

function isKey(bytes: Uint8Array, start: number, stop: number, key: Uint8Array): boolean {
  return stop - start === key.length && key.every((byte, index) => bytes[start + index] === byte);
}

/** Returns the bytes of the String that starts at `at` and ends `sink`, without its length. */
function copyText(sink: ByteSink, at: number): Uint8Array {
  let start = at;
  while ((sink.bytes[start] ?? 0) > 0x7f) start++;
  return sink.bytes.slice(start + 1, sink.length);
}

function writeText(sink: ByteSink, text: Uint8Array): void {
  sink.text(text, 0, text.length);
}
