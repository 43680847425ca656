import type { AttributeValues } from "./attribute-sketches.ts";

/** Data points that were left out because their series were new and there was no room for them. */
export interface SeriesOverflow {
  readonly service: string;
  readonly metric: string;
  /** Which limit was reached. */
  readonly limit: "metric" | "service";
  /** Known series of what the limit is for: the metric of the service, or the service. */
  readonly series: number;
  /** The attribute with the most values, the rejected ones included. */
  readonly topAttribute: AttributeValues | undefined;
  readonly rejectedPoints: number;
}

/** An overflow since the table began, and when it was seen last, Unix milliseconds. */
export interface OverflowRecord extends SeriesOverflow {
  readonly lastMs: number;
}

/** Overflows by service, metric and limit. The one not seen for longest makes room for another. */
export class OverflowTable {
  private readonly records = new Map<string, OverflowRecord>();
  private readonly maxRecords: number;

  constructor(maxRecords: number) {
    this.maxRecords = maxRecords;
  }

  add(overflow: SeriesOverflow, nowMs: number): void {
    const key = JSON.stringify([overflow.service, overflow.metric, overflow.limit]);
    const before = this.records.get(key)?.rejectedPoints ?? 0;
    this.records.delete(key);
    const rejectedPoints = before + overflow.rejectedPoints;
    this.records.set(key, { ...overflow, rejectedPoints, lastMs: nowMs });
    if (this.records.size <= this.maxRecords) return;
    for (const oldest of this.records.keys()) {
      this.records.delete(oldest);
      return;
    }
  }

  /** The records with the most rejected points first. */
  read(): OverflowRecord[] {
    return [...this.records.values()].sort((a, b) => b.rejectedPoints - a.rejectedPoints);
  }
}

/**
 * An overflow as a sentence, for example `checkout: http.requests has 20,000 series, as many as a
 * metric may have; user.id alone has about 19,874 values`.
 */
export function describeOverflow(overflow: SeriesOverflow): string {
  const { service, metric, limit, series, topAttribute } = overflow;
  const cause =
    topAttribute === undefined
      ? ""
      : `; ${topAttribute.place === "resource" ? "the resource attribute " : ""}${topAttribute.key} alone has about ${group(topAttribute.values)} values`;
  return limit === "metric"
    ? `${service}: ${metric} has ${group(series)} series, as many as a metric may have${cause}`
    : `${service} has ${group(series)} series, as many as a service may have, so new ones of ${metric} were left out${cause}`;
}

/** A whole number with its digits in groups of three. */
function group(value: number): string {
  return String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}
