import type { ByteSink } from "../native/byte-sink.ts";
import { writeJsonString } from "./text-encoding.ts";
import type { WireReader } from "./wire-reader.ts";

const SCHEMA_URL = 1;
const TYPE = 2;
const ID_KEYS = 3;
const DESCRIPTION_KEYS = 4;

/** Collects the entity references of a resource as a JSON list in OTLP/JSON form. */
export class EntityRefs {
  private readonly scratch: ByteSink;

  constructor(scratch: ByteSink) {
    this.scratch = scratch;
  }

  /** Forgets what was added. */
  clear(): void {
    this.scratch.clear();
  }

  /** Adds the EntityRef in `[reader.pos, end)`. */
  add(reader: WireReader, end: number): void {
    const { scratch } = this;
    const start = reader.pos;
    scratch.ascii(scratch.length === 0 ? "[" : ",");
    scratch.ascii('{"schemaUrl":');
    this.writeLast(reader, start, end, SCHEMA_URL);
    scratch.ascii(',"type":');
    this.writeLast(reader, start, end, TYPE);
    scratch.ascii(',"idKeys":[');
    this.writeAll(reader, start, end, ID_KEYS);
    scratch.ascii('],"descriptionKeys":[');
    this.writeAll(reader, start, end, DESCRIPTION_KEYS);
    scratch.ascii("]}");
    reader.pos = end;
  }

  /** Writes the list as one String, empty where nothing was added. */
  writeRow(out: ByteSink): void {
    const { scratch } = this;
    if (scratch.length > 0) scratch.ascii("]");
    out.text(scratch.bytes, 0, scratch.length);
  }

  private writeLast(reader: WireReader, start: number, end: number, field: number): void {
    let at = 0;
    let stop = 0;
    forEachText(reader, start, end, field, (from, to) => {
      at = from;
      stop = to;
    });
    writeJsonString(reader.bytes, at, stop, this.scratch);
  }

  private writeAll(reader: WireReader, start: number, end: number, field: number): void {
    let isFirst = true;
    forEachText(reader, start, end, field, (at, stop) => {
      if (!isFirst) this.scratch.ascii(",");
      isFirst = false;
      writeJsonString(reader.bytes, at, stop, this.scratch);
    });
  }
}

function forEachText(
  reader: WireReader,
  start: number,
  end: number,
  field: number,
  visit: (at: number, stop: number) => void,
): void {
  reader.pos = start;
  while (reader.pos < end) {
    if (reader.readField(end) !== field) {
      reader.skip(end);
      continue;
    }
    const stop = reader.enter(end);
    visit(reader.pos, stop);
    reader.pos = stop;
  }
}
