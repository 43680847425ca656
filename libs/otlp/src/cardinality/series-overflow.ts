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
