import { z } from "zod";
import { isoTime } from "./primitives.ts";

export const cardinalityQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  service: z.string().min(1).max(500).optional(),
});

/** An attribute and how many different values it has, approximately. */
export const attributeValueCount = z.object({
  key: z.string(),
  /** Resource attributes belong to the sender as a whole, the others to single points. */
  place: z.enum(["attribute", "resource"]),
  values: z.number().int(),
});

/** A metric of a service and its distinct series, approximately. */
export const metricCardinality = z.object({
  service: z.string(),
  metric: z.string(),
  series: z.number().int(),
  /** Share of the limit per metric, 0–1 and above; null where there is no limit. */
  limitShare: z.number().nullable(),
  /** The attribute with the most values in a sample; null where there are no attributes. */
  topAttribute: attributeValueCount.nullable(),
});
export type MetricCardinality = z.infer<typeof metricCardinality>;

/** Points that were rejected for want of room for new series, since the processes started. */
export const seriesOverflow = z.object({
  service: z.string(),
  metric: z.string(),
  limit: z.enum(["metric", "service"]).describe("Which of the two limits was reached."),
  /** Attribute with the most values among the points sent; null where there are no attributes. */
  topAttribute: attributeValueCount.nullable(),
  rejectedPoints: z.number().int(),
  lastAt: isoTime,
});
export type SeriesOverflow = z.infer<typeof seriesOverflow>;

/** What holds the most series, and what was turned away. */
export const cardinality = z.object({
  /** The window the series were counted in: 24 hours, less where that holds very many rows. */
  from: isoTime,
  to: isoTime,
  /** Whether the window is shorter than 24 hours, so that rarely sent series may be missing. */
  isShortened: z.boolean(),
  limits: z.object({
    /** Null: no limit. */
    seriesPerMetric: z.number().int().nullable(),
    seriesPerService: z.number().int().nullable(),
  }),
  /** Distinct series of all metrics in the window, approximately. */
  totalSeries: z.number().int(),
  /** Most series first. */
  metrics: z.array(metricCardinality),
  /** Services with the most series first. */
  services: z.array(
    z.object({ service: z.string(), series: z.number().int(), limitShare: z.number().nullable() }),
  ),
  /** Most rejected points first, at most 50; null where Headroom does not watch itself. */
  overflows: z.array(seriesOverflow).nullable(),
});
export type Cardinality = z.infer<typeof cardinality>;
