import { AttributeSketches } from "./attribute-sketches.ts";
import { HashSet } from "./hash-set.ts";

/** Memory of a metric beside its sets: names, maps, the object itself; rounded up. */
const ownBytes = 1_024;

/** What is known of one service. */
export interface ServiceSeries {
  readonly name: string;
  readonly hash: number;
  /** By hash of the metric's name. */
  readonly metrics: Map<number, MetricSeries>;
  /** Series of all its metrics. */
  count: number;
  /** Attributes of the series that are new while the service is past half of its limit. */
  sketches: AttributeSketches | undefined;
}

/**
 * The series of one metric of one service that were seen in the present half of the window or in
 * the one before.
 */
export class MetricSeries {
  readonly service: ServiceSeries;
  readonly name: string;
  readonly hash: number;
  /** Distinct series in both halves. */
  count = 0;
  /** Number of the request that used it last. */
  usedAt = 0;
  /** Attributes of its points while it is past half of its limit. */
  sketches: AttributeSketches | undefined;
  /** Points of known series that are still to be looked at for `sketches`. */
  looksLeft = 0;
  /** `byteLength` when it was last counted. */
  countedBytes = 0;
  private current = new HashSet();
  private previous: HashSet | undefined;

  constructor(service: ServiceSeries, name: string, hash: number) {
    this.service = service;
    this.name = name;
    this.hash = hash;
  }

  /** Whether the series is known; one that is stays known for the next half too. */
  know(series: number): boolean {
    if (this.current.has(series)) return true;
    if (this.previous?.has(series) !== true) return false;
    this.current.add(series);
    return true;
  }

  /** Adds a series that `know` did not know. */
  add(series: number): void {
    this.current.add(series);
    this.count++;
    this.service.count++;
  }

  /** Takes back `add`. */
  remove(series: number): void {
    this.current.delete(series);
    this.count--;
    this.service.count--;
  }

  /** Begins the next half of the window: what was seen in neither is forgotten. */
  turn(): void {
    this.service.count += this.current.size - this.count;
    this.count = this.current.size;
    this.previous = this.count > 0 ? this.current : undefined;
    this.current = new HashSet();
    this.sketches = undefined;
  }

  /** Begins to look at attributes. */
  watch(looks: number): void {
    this.sketches = new AttributeSketches();
    this.looksLeft = looks;
  }

  /** Memory in use, about. */
  byteLength(): number {
    const sets = this.current.byteLength() + (this.previous?.byteLength() ?? 0);
    return ownBytes + sets + (this.sketches?.byteLength() ?? 0);
  }
}
