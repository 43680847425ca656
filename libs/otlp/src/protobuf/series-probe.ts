import type { SeriesGuard, SeriesVerdict } from "../cardinality/series-guard.ts";
import type { AttributePlace } from "../cardinality/attribute-sketches.ts";
import type { ServiceSeries } from "../cardinality/metric-series.ts";
import { hashRange, mixHash } from "../cardinality/wire-hash.ts";
import type { RejectReason } from "../rejections.ts";
import type { FieldScan } from "./field-scan.ts";
import { createPairScan, scanPair } from "./value-scan.ts";
import type { WireReader } from "./wire-reader.ts";

const utf8 = new TextDecoder();
/** Longer names are cut where they are shown. */
const maxNameBytes = 200;
const resourceField = 1;
const attributesField = 1;

const reasons: Readonly<Record<SeriesVerdict, RejectReason | undefined>> = {
  known: undefined,
  new: undefined,
  metric_full: "too_many_series_of_metric",
  service_full: "too_many_series_of_service",
};

/**
 * Asks the guard about points. A series is the resource's attributes, name and version of the
 * scope, and the point's attributes, in any order; hashed as they are on the wire.
 */
export class SeriesProbe {
  private readonly guard: SeriesGuard;
  private readonly pair = createPairScan();
  private resourceAt = 0;
  private resourceStop = 0;
  private serviceName = new Uint8Array(0);
  private service: ServiceSeries | undefined;
  private resourceHash = 0;
  private scopeHash = 0;
  private metricHash = 0;
  private seenResource: "no" | "for_metric" | "for_service" = "no";

  constructor(guard: SeriesGuard) {
    this.guard = guard;
  }

  /** What follows is of the ResourceMetrics in `[start, end)`, of the service of that name. */
  enterResource(start: number, end: number, serviceName: Uint8Array<ArrayBuffer>): void {
    this.resourceAt = start;
    this.resourceStop = end;
    this.serviceName = serviceName;
    this.service = undefined;
  }

  /** What follows is of the scope whose name and version stand in these ranges. */
  enterScope(reader: WireReader, name: readonly [number, number], version: typeof name): void {
    this.scopeHash = mixHash(
      hashRange(reader.view, ...name) + Math.imul(3, hashRange(reader.view, ...version)),
    );
  }

  /** What follows is of the metric with its name in `[nameAt, nameStop)`. */
  enterMetric(reader: WireReader, nameAt: number, nameStop: number): void {
    this.service ??= this.findService(reader);
    this.seenResource = "no";
    const hash = nameAt < 0 ? 0 : hashRange(reader.view, nameAt, nameStop);
    this.metricHash = (this.resourceHash + this.scopeHash) | 0;
    this.guard.enter(this.service, hash, () => readText(reader.bytes, nameAt, nameStop));
  }

  private findService(reader: WireReader): ServiceSeries {
    this.resourceHash = 0;
    this.forEachResourcePair(reader, (at, stop) => {
      this.resourceHash = (this.resourceHash + hashRange(reader.view, at, stop)) | 0;
    });
    const { serviceName: name } = this;
    const hash = hashRange(new DataView(name.buffer, name.byteOffset), 0, name.length);
    return this.guard.service(hash, () => readText(name, 0, name.length));
  }

  /**
   * Why the point whose attributes `point` has listed and hashed must be left out, or undefined.
   */
  check(reader: WireReader, point: FieldScan): RejectReason | undefined {
    const verdict = this.guard.admit(mixHash(this.metricHash + point.hash));
    if (this.guard.wantsAttributes(verdict)) this.note(reader, point);
    return verdict === "known" ? undefined : reasons[verdict];
  }

  private note(reader: WireReader, point: FieldScan): void {
    const needed = this.guard.notesForService() ? "for_service" : "for_metric";
    if (this.seenResource === "no" || (needed === "for_service" && this.seenResource !== needed)) {
      this.seenResource = needed;
      this.forEachResourcePair(reader, (at, stop) => this.notePair(reader, "resource", at, stop));
    }
    for (let index = 0; index < point.listed * 2; index += 2) {
      this.notePair(reader, "attribute", point.list[index] ?? 0, point.list[index + 1] ?? 0);
    }
  }

  private notePair(reader: WireReader, place: AttributePlace, at: number, stop: number): void {
    const { pair } = this;
    reader.pos = at;
    scanPair(reader, stop, pair);
    const { keyAt, keyStop } = pair;
    const readKey = (): string => readText(reader.bytes, keyAt, keyStop);
    const keyHash = hashRange(reader.view, keyAt, keyStop);
    this.guard.note(place, keyHash, hashRange(reader.view, at, stop), readKey);
  }

  private forEachResourcePair(reader: WireReader, visit: (at: number, stop: number) => void): void {
    forEachField(reader, this.resourceAt, this.resourceStop, resourceField, (at, stop) =>
      forEachField(reader, at, stop, attributesField, visit),
    );
  }
}

/** Calls `visit` with the range of each length-delimited `field` of the message `[start, end)`. */
export function forEachField(
  reader: WireReader,
  start: number,
  end: number,
  field: number,
  visit: (at: number, stop: number) => void,
): void {
  reader.pos = start;
  while (reader.pos < end) {
    if (reader.readField(end) === field) {
      const stop = reader.enter(end);
      visit(reader.pos, stop);
      reader.pos = stop;
    } else reader.skip(end);
  }
}

function readText(bytes: Uint8Array, at: number, stop: number): string {
  return utf8.decode(bytes.subarray(Math.max(0, at), Math.min(stop, at + maxNameBytes)));
}
