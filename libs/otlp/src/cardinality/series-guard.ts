import type { AttributePlace } from "./attribute-sketches.ts";
import { AttributeSketches } from "./attribute-sketches.ts";
import { MetricSeries } from "./metric-series.ts";
import type { ServiceSeries } from "./metric-series.ts";
import type { SeriesOverflow } from "./series-overflow.ts";

/** How many distinct series may be sent within the window, and what remembering them may take. */
export interface SeriesLimits {
  /** Series of one metric of one service; 0: no limit. */
  readonly seriesPerMetric: number;
  /** Series of all metrics of one service; 0: no limit. */
  readonly seriesPerService: number;
  /** Memory for what is known; beyond it the metrics that were not sent for longest are forgotten. */
  readonly maxBytes: number;
}

/** What the guard says about a point. */
export type SeriesVerdict = "known" | "new" | "metric_full" | "service_full";

const halfWindowMs = 12 * 3_600_000;
/** Points of known series that are looked at, as a multiple of the limit. */
const looksPerSeries = 4;
/** What remains of the memory after some was freed. */
const keptShare = 0.9;

interface Pending {
  rejectedPoints: number;
  readonly limit: SeriesOverflow["limit"];
}

/**
 * Keeps the number of series bounded: points of known series always pass, those of new series
 * until a limit is reached. A series is known for 12 to 24 hours after its last point. Series are
 * told apart by 32-bit hashes, so about one new series in 2^32 ÷ known series passes unseen.
 * All of it is in memory; a new guard knows nothing.
 *
 * For each request: `begin`, then `enter` and `admit`, then `end` or `rollback`.
 */
export class SeriesGuard {
  private readonly limits: SeriesLimits;
  private readonly services = new Map<number, ServiceSeries>();
  private half: number | undefined;
  private requests = 0;
  private bytes = 0;
  private active: MetricSeries | undefined;
  private watchesMetric = false;
  private watchesService = false;
  // New series of the running request, for `rollback`.
  private addedTo: MetricSeries[] = [];
  private added: number[] = [];
  private readonly pending = new Map<MetricSeries, Pending>();

  constructor(limits: SeriesLimits) {
    this.limits = limits;
  }

  /** Begins a request at `nowMs`, Unix milliseconds. */
  begin(nowMs: number): void {
    this.requests++;
    this.active = undefined;
    this.addedTo = [];
    this.added = [];
    this.pending.clear();
    const half = Math.floor(nowMs / halfWindowMs);
    const turns = Math.min(2, Math.abs(half - (this.half ?? half)));
    this.half = half;
    for (let turn = 0; turn < turns; turn++) this.turn();
  }

  private turn(): void {
    for (const service of this.services.values()) {
      service.sketches = undefined;
      for (const metric of service.metrics.values()) {
        metric.turn();
        if (metric.count === 0) this.forget(metric);
        else this.recount(metric);
      }
    }
  }

  /** The service of that name, given with its hash; `readName` is called for a new one. */
  service(hash: number, readName: () => string): ServiceSeries {
    const known = this.services.get(hash);
    if (known !== undefined) return known;
    const name = readName();
    const made: ServiceSeries = { name, hash, metrics: new Map(), count: 0, sketches: undefined };
    this.services.set(hash, made);
    return made;
  }

  /** The next points are of this metric; `readName` is called for a new one. */
  enter(service: ServiceSeries, hash: number, readName: () => string): void {
    let metric = service.metrics.get(hash);
    if (metric === undefined) {
      metric = new MetricSeries(service, readName(), hash);
      service.metrics.set(hash, metric);
      this.recount(metric);
    }
    metric.usedAt = this.requests;
    this.active = metric;
  }

  /** Decides over a point by the hash of its series. */
  admit(series: number): SeriesVerdict {
    const { active } = this;
    if (active === undefined || active.know(series)) return "known";
    const { seriesPerMetric, seriesPerService } = this.limits;
    if (seriesPerMetric > 0 && active.count >= seriesPerMetric) {
      return this.reject(active, "metric");
    }
    if (seriesPerService > 0 && active.service.count >= seriesPerService) {
      return this.reject(active, "service");
    }
    active.add(series);
    this.addedTo.push(active);
    this.added.push(series);
    if (
      active.sketches === undefined &&
      active.count * 2 > seriesPerMetric &&
      seriesPerMetric > 0
    ) {
      active.watch(seriesPerMetric * looksPerSeries);
    }
    const { service } = active;
    if (service.count * 2 > seriesPerService && seriesPerService > 0) {
      service.sketches ??= new AttributeSketches();
    }
    return "new";
  }

  private reject(metric: MetricSeries, limit: SeriesOverflow["limit"]): SeriesVerdict {
    const pending = this.pending.get(metric);
    if (pending === undefined) this.pending.set(metric, { rejectedPoints: 1, limit });
    else pending.rejectedPoints++;
    return limit === "metric" ? "metric_full" : "service_full";
  }

  /** Whether the attributes of the point judged last should be passed to `note`. */
  wantsAttributes(verdict: SeriesVerdict): boolean {
    const { active } = this;
    if (active === undefined) return false;
    const isKnown = verdict === "known";
    this.watchesService = !isKnown && active.service.sketches !== undefined;
    this.watchesMetric = active.sketches !== undefined && (!isKnown || active.looksLeft-- > 0);
    return this.watchesMetric || this.watchesService;
  }

  /** Whether `note` also counts for the whole service. */
  notesForService(): boolean {
    return this.watchesService;
  }

  /** Takes in an attribute: hash of its key, of key and value; `readKey` as in `enter`. */
  note(place: AttributePlace, keyHash: number, pairHash: number, readKey: () => string): void {
    const { active } = this;
    if (this.watchesMetric) active?.sketches?.add(place, keyHash, pairHash, readKey);
    if (this.watchesService) active?.service.sketches?.add(place, keyHash, pairHash, readKey);
  }

  /** Ends a request; returns what it had to leave out, by metric. */
  end(): SeriesOverflow[] {
    const overflows = [...this.pending].map(([metric, { limit, rejectedPoints }]) => {
      const holder = limit === "metric" ? metric : metric.service;
      const { count: series, sketches } = holder;
      const names = { service: metric.service.name, metric: metric.name };
      return { ...names, limit, series, topAttribute: sketches?.top(), rejectedPoints };
    });
    this.settle();
    return overflows;
  }

  /** Ends a request none of which was kept: its series are not known after all. */
  rollback(): void {
    for (let index = this.added.length - 1; index >= 0; index--) {
      this.addedTo[index]?.remove(this.added[index] ?? 0);
    }
    this.settle();
  }

  /** Counts the memory of what was changed, and frees some where it is too much. */
  private settle(): void {
    for (const metric of new Set([...this.addedTo, ...this.pending.keys()])) this.recount(metric);
    if (this.bytes > this.limits.maxBytes) this.forgetOldest();
  }

  /** Memory in use, about. */
  byteLength(): number {
    return this.bytes;
  }

  private recount(metric: MetricSeries): void {
    const bytes = metric.byteLength();
    this.bytes += bytes - metric.countedBytes;
    metric.countedBytes = bytes;
  }

  /** Forgets metrics, those not sent for longest first, until a tenth of the memory is free. */
  private forgetOldest(): void {
    const metrics = [...this.services.values()].flatMap((each) => [...each.metrics.values()]);
    metrics.sort((a, b) => a.usedAt - b.usedAt);
    for (const metric of metrics) {
      if (this.bytes <= this.limits.maxBytes * keptShare) return;
      this.forget(metric);
    }
  }

  private forget(metric: MetricSeries): void {
    const { service } = metric;
    this.bytes -= metric.countedBytes;
    service.count -= metric.count;
    service.metrics.delete(metric.hash);
    if (service.metrics.size === 0) this.services.delete(service.hash);
  }
}
