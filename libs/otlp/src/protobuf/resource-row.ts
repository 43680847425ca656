import { ATTR_SERVICE_NAME, ATTR_SERVICE_NAMESPACE } from "@opentelemetry/semantic-conventions";
import { ByteSink } from "../native/byte-sink.ts";
import type { MapSink } from "../native/column.ts";
import { RowTemplate } from "../native/row-template.ts";
import type { TableBlock } from "../native/table-block.ts";
import type { DecodeContext } from "./decode-context.ts";
import { EntityRefs } from "./entity-refs.ts";
import { createPairScan, scanPair } from "./value-scan.ts";
import { addCounts } from "./wire-checks.ts";
import type { WireReader } from "./wire-reader.ts";

const utf8 = new TextEncoder();
const serviceName = utf8.encode(ATTR_SERVICE_NAME);
const serviceNamespace = utf8.encode(ATTR_SERVICE_NAMESPACE);
const unknownService = utf8.encode("unknown_service");
const nothing = new Uint8Array(0);

const columnNames = [
  "service_name",
  "service_namespace",
  "resource_attributes",
  "resource_attribute_types",
  "resource_entity_refs",
  "resource_schema_url",
  "resource_dropped_attributes_count",
];

/** Encodes the columns of a resource once, for all rows under it. */
export class ResourceRow {
  readonly template: RowTemplate;
  private readonly context: DecodeContext;
  private readonly attributes: MapSink;
  private readonly entityRefs: EntityRefs;
  private readonly pair = createPairScan();
  private name = nothing;
  private namespace = nothing;
  private dropped = 0;

  constructor(blocks: readonly TableBlock[], context: DecodeContext) {
    this.context = context;
    this.template = new RowTemplate(columnNames, blocks, context.guard);
    this.entityRefs = new EntityRefs(new ByteSink(context.guard));
    this.attributes = this.template.columns.map("resource_attributes");
  }

  /** Encodes the resource of the ResourceSpans (or logs, metrics) in `[reader.pos, end)`. */
  encode(reader: WireReader, end: number): void {
    const start = reader.pos;
    const { columns } = this.template;
    this.template.clear();
    this.context.attributes.beginRow(this.attributes);
    this.entityRefs.clear();
    this.name = this.namespace = nothing;
    this.dropped = 0;
    let schemaAt = 0;
    let schemaStop = 0;
    while (reader.pos < end) {
      const field = reader.readField(end);
      if (field === 1) this.encodeResource(reader, reader.enter(end));
      else if (field === 3) {
        schemaStop = reader.enter(end);
        schemaAt = reader.pos;
        reader.pos = schemaStop;
      } else reader.skip(end);
    }
    const dropped = this.context.attributes.endRow(this.attributes);
    const service = this.name.length > 0 ? this.name : unknownService;
    this.entityRefs.writeRow(columns.data("resource_entity_refs"));
    writeText(columns.data("service_name"), service);
    writeText(columns.data("service_namespace"), this.namespace);
    columns.data("resource_schema_url").text(reader.bytes, schemaAt, schemaStop);
    columns.data("resource_dropped_attributes_count").u32(addCounts(this.dropped, dropped));
    this.context.series?.enterResource(start, end, service);
  }

  private encodeResource(reader: WireReader, end: number): void {
    while (reader.pos < end) {
      const field = reader.readField(end);
      if (field === 1) this.writePair(reader, reader.enter(end));
      else if (field === 2) this.dropped = reader.uint32(end);
      else if (field === 3) this.entityRefs.add(reader, reader.enter(end));
      else reader.skip(end);
    }
  }

  /**
   * Writes one attribute; the first non-empty name and namespace of a service count, however many
   * attributes there are.
   */
  private writePair(reader: WireReader, end: number): void {
    const { attributes } = this.context;
    const { values } = this.attributes;
    const valueAt = values.length;
    const pairAt = reader.pos;
    scanPair(reader, end, this.pair);
    const isName = this.name.length === 0 && this.isKey(reader, serviceName);
    const isNamespace = this.namespace.length === 0 && this.isKey(reader, serviceNamespace);
    reader.pos = pairAt;
    attributes.writePair(reader, end, this.attributes, isName || isNamespace);
    if (isName) this.name = copyText(values, valueAt);
    else if (isNamespace) this.namespace = copyText(values, valueAt);
  }

  private isKey(reader: WireReader, key: Uint8Array): boolean {
    const { keyAt, keyStop } = this.pair;
    return (
      keyStop - keyAt === key.length &&
      key.every((byte, index) => reader.bytes[keyAt + index] === byte)
    );
  }
}

/** Returns the bytes of the String that starts at `at` and ends `sink`, without its length. */
function copyText(sink: ByteSink, at: number): Uint8Array<ArrayBuffer> {
  let start = at;
  while ((sink.bytes[start] ?? 0) > 0x7f) start++;
  return sink.bytes.slice(start + 1, sink.length);
}

function writeText(sink: ByteSink, text: Uint8Array): void {
  sink.text(text, 0, text.length);
}
