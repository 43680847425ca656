import { describeOverflow, describeRejections, type AddResult } from "@headroom/otlp";

/** Metrics that a message names; the counts are complete. */
const MOST_OVERFLOWS = 3;

/**
 * The message of a partial success: what was left out of a request and what to do about it, for
 * the people who run the sender. Empty where everything was kept as it was sent.
 */
export function describeAdded({ reasons, overflows, trims }: AddResult): string {
  const hidden = overflows.length - MOST_OVERFLOWS;
  const parts = [
    describeRejections(reasons),
    ...overflows.slice(0, MOST_OVERFLOWS).map(describeOverflow),
    hidden > 0 ? `and ${hidden} more metrics` : "",
    overflows.some(({ limit }) => limit === "metric")
      ? "the limit is HEADROOM_MAX_SERIES_PER_METRIC"
      : "",
    overflows.some(({ limit }) => limit === "service")
      ? "the limit is HEADROOM_MAX_SERIES_PER_SERVICE"
      : "",
    trims.attributesDropped > 0
      ? `${trims.attributesDropped} attributes were dropped: send fewer or shorter keys, or raise HEADROOM_MAX_ATTRIBUTES`
      : "",
    trims.valuesTruncated > 0
      ? `${trims.valuesTruncated} values were cut: send shorter ones, or raise HEADROOM_MAX_ATTRIBUTE_BYTES or HEADROOM_MAX_BODY_TEXT_BYTES`
      : "",
  ];
  return parts.filter((part) => part !== "").join("; ");
}
