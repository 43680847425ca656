import type { TableBlock } from "../native/table-block.ts";
import type { AttributeWriter } from "./attributes.ts";
import { addCounts, idStart, isIdOrAbsent } from "./wire-checks.ts";
import type { WireReader } from "./wire-reader.ts";

const eventsField = 11;
const linksField = 13;
const eventAttributesField = 3;
const linkAttributesField = 4;

/** Writes the events and links of spans to their nested columns. */
export class SpanChildren {
  private readonly attributes: AttributeWriter;
  private readonly events: ReturnType<typeof bindEventSinks>;
  private readonly links: ReturnType<typeof bindLinkSinks>;
  private readonly link = createLinkScan();

  constructor(block: TableBlock, attributes: AttributeWriter) {
    this.attributes = attributes;
    this.events = bindEventSinks(block);
    this.links = bindLinkSinks(block);
  }

  /** Whether every link of the span `[start, end)` has ids of the right length, or none. */
  areLinksValid(reader: WireReader, start: number, end: number): boolean {
    let valid = true;
    reader.pos = start;
    while (reader.pos < end) {
      if (reader.readField(end) !== linksField) {
        reader.skip(end);
        continue;
      }
      scanLink(reader, reader.enter(end), this.link);
      const { traceIdAt, traceIdStop, spanIdAt, spanIdStop } = this.link;
      valid &&= isIdOrAbsent(traceIdAt, traceIdStop, 16) && isIdOrAbsent(spanIdAt, spanIdStop, 8);
    }
    return valid;
  }

  /** Writes the events row of the span `[start, end)`; none where `start` is below 0. */
  writeEvents(reader: WireReader, start: number, end: number): void {
    const { offsets } = this.events;
    if (start >= 0) {
      reader.pos = start;
      while (reader.pos < end) {
        if (reader.readField(end) === eventsField) {
          this.writeEvent(reader, reader.enter(end));
          offsets.elements++;
        } else reader.skip(end);
      }
    }
    offsets.endRow();
  }

  private writeEvent(reader: WireReader, end: number): void {
    const { events } = this;
    const start = reader.pos;
    let timeAt = -1;
    let nameAt = 0;
    let nameStop = 0;
    let dropped = 0;
    while (reader.pos < end) {
      const field = reader.readField(end);
      if (field === 1) timeAt = reader.eightBytes(end);
      else if (field === 2) {
        nameStop = reader.enter(end);
        nameAt = reader.pos;
        reader.pos = nameStop;
      } else if (field === 4) dropped = reader.uint32(end);
      else reader.skip(end);
    }
    events.timestamp.fixed(reader.bytes, timeAt, 8);
    events.name.text(reader.bytes, nameAt, nameStop);
    const { attributes } = events;
    const cut = this.attributes.writeRow(reader, start, end, eventAttributesField, attributes);
    events.dropped.u32(addCounts(dropped, cut));
  }

  /** Writes the links row of the span `[start, end)`; none where `start` is below 0. */
  writeLinks(reader: WireReader, start: number, end: number): void {
    const { offsets } = this.links;
    if (start >= 0) {
      reader.pos = start;
      while (reader.pos < end) {
        if (reader.readField(end) === linksField) {
          this.writeLink(reader, reader.enter(end));
          offsets.elements++;
        } else reader.skip(end);
      }
    }
    offsets.endRow();
  }

  private writeLink(reader: WireReader, end: number): void {
    const { link, links } = this;
    const start = reader.pos;
    scanLink(reader, end, link);
    links.traceId.fixed(reader.bytes, idStart(link.traceIdAt, link.traceIdStop), 16);
    links.spanId.fixed(reader.bytes, idStart(link.spanIdAt, link.spanIdStop), 8);
    links.traceState.text(reader.bytes, link.traceStateAt, link.traceStateStop);
    links.flags.u32(link.flags);
    const { attributes } = links;
    const dropped = this.attributes.writeRow(reader, start, end, linkAttributesField, attributes);
    links.dropped.u32(addCounts(link.dropped, dropped));
  }
}

function createLinkScan() {
  return {
    traceIdAt: 0,
    traceIdStop: 0,
    spanIdAt: 0,
    spanIdStop: 0,
    traceStateAt: 0,
    traceStateStop: 0,
    flags: 0,
    dropped: 0,
  };
}

function scanLink(reader: WireReader, end: number, link: ReturnType<typeof createLinkScan>): void {
  Object.assign(link, createLinkScan());
  while (reader.pos < end) {
    const field = reader.readField(end);
    if (field === 5) link.dropped = reader.uint32(end);
    else if (field === 6) link.flags = reader.fixed32(end);
    else if (field > 3) reader.skip(end);
    else {
      const stop = reader.enter(end);
      if (field === 1) {
        link.traceIdAt = reader.pos;
        link.traceIdStop = stop;
      } else if (field === 2) {
        link.spanIdAt = reader.pos;
        link.spanIdStop = stop;
      } else {
        link.traceStateAt = reader.pos;
        link.traceStateStop = stop;
      }
      reader.pos = stop;
    }
  }
}

function bindEventSinks({ columns }: TableBlock) {
  return {
    offsets: columns.arrayOffsets("events.timestamp"),
    timestamp: columns.data("events.timestamp"),
    name: columns.data("events.name"),
    attributes: columns.map("events.attributes"),
    dropped: columns.data("events.dropped_attributes_count"),
  };
}

function bindLinkSinks({ columns }: TableBlock) {
  return {
    offsets: columns.arrayOffsets("links.trace_id"),
    traceId: columns.data("links.trace_id"),
    spanId: columns.data("links.span_id"),
    traceState: columns.data("links.trace_state"),
    flags: columns.data("links.flags"),
    attributes: columns.map("links.attributes"),
    dropped: columns.data("links.dropped_attributes_count"),
  };
}
