import { attribute, exportRequest } from "./common-messages.ts";
import type { FieldSpec } from "./message-spec.ts";
import { enumOf, many, message, one } from "./message-spec.ts";

const temporality = enumOf("AGGREGATION_TEMPORALITY_", ["UNSPECIFIED", "DELTA", "CUMULATIVE"]);

const exemplar = {
  message: message({
    timeUnixNano: one(2, "fixed64"),
    asDouble: one(3, "double"),
    spanId: one(4, "id"),
    traceId: one(5, "id"),
    asInt: one(6, "sfixed64"),
    filteredAttributes: many(7, attribute),
  }),
};

const times = {
  startTimeUnixNano: one(2, "fixed64"),
  timeUnixNano: one(3, "fixed64"),
};

const numberPoint = message({
  ...times,
  asDouble: one(4, "double"),
  exemplars: many(5, exemplar),
  asInt: one(6, "sfixed64"),
  attributes: many(7, attribute),
  flags: one(8, "uint32"),
});

const histogramPoint = message({
  ...times,
  count: one(4, "fixed64"),
  sum: one(5, "double"),
  bucketCounts: many(6, "fixed64"),
  explicitBounds: many(7, "double"),
  exemplars: many(8, exemplar),
  attributes: many(9, attribute),
  flags: one(10, "uint32"),
  min: one(11, "double"),
  max: one(12, "double"),
});

const buckets = {
  message: message({ offset: one(1, "sint32"), bucketCounts: many(2, "uint64") }),
};

const expHistogramPoint = message({
  attributes: many(1, attribute),
  ...times,
  count: one(4, "fixed64"),
  sum: one(5, "double"),
  scale: one(6, "sint32"),
  zeroCount: one(7, "fixed64"),
  positive: one(8, buckets),
  negative: one(9, buckets),
  flags: one(10, "uint32"),
  exemplars: many(11, exemplar),
  min: one(12, "double"),
  max: one(13, "double"),
  zeroThreshold: one(14, "double"),
});

const quantileValue = message({ quantile: one(1, "double"), value: one(2, "double") });

const summaryPoint = message({
  ...times,
  count: one(4, "fixed64"),
  sum: one(5, "double"),
  quantileValues: many(6, { message: quantileValue }),
  attributes: many(7, attribute),
  flags: one(8, "uint32"),
});

const points = (point: ReturnType<typeof message>): FieldSpec => many(1, { message: point });
const aggregationTemporality = one(2, temporality);

const metric = message({
  name: one(1, "string"),
  description: one(2, "string"),
  unit: one(3, "string"),
  gauge: one(5, { message: message({ dataPoints: points(numberPoint) }) }),
  sum: one(7, {
    message: message({
      dataPoints: points(numberPoint),
      aggregationTemporality,
      isMonotonic: one(3, "bool"),
    }),
  }),
  histogram: one(9, {
    message: message({ dataPoints: points(histogramPoint), aggregationTemporality }),
  }),
  exponentialHistogram: one(10, {
    message: message({ dataPoints: points(expHistogramPoint), aggregationTemporality }),
  }),
  summary: one(11, { message: message({ dataPoints: points(summaryPoint) }) }),
  metadata: many(12, attribute),
});

/** ExportMetricsServiceRequest. */
export const metricsRequest = exportRequest("resourceMetrics", "scopeMetrics", "metrics", metric);
