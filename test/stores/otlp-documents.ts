import { ATTR_SERVICE_NAME } from "@opentelemetry/semantic-conventions";

const time = "1760000000123456789";
const traceId = "0123456789abcdef0123456789abcdef";
const spanId = "0123456789abcdef";
const resource = {
  attributes: [{ key: ATTR_SERVICE_NAME, value: { stringValue: "checkout" } }],
};
const scope = { name: "lib", attributes: [{ key: "s", value: { boolValue: true } }] };

/** An OTLP/JSON trace request: a full span and a sparse one. */
export const tracesDocument = {
  resourceSpans: [
    {
      resource,
      scopeSpans: [
        {
          scope,
          spans: [
            {
              traceId,
              spanId,
              parentSpanId: "ffeeddccbbaa9988",
              name: "a full span",
              kind: 2,
              startTimeUnixNano: time,
              endTimeUnixNano: "1760000005123456790",
              attributes: [
                { key: "big", value: { intValue: "-9223372036854775808" } },
                {
                  key: "list",
                  value: {
                    arrayValue: { values: [{ stringValue: "a" }, { doubleValue: 1.5 }] },
                  },
                },
              ],
              events: [
                {
                  timeUnixNano: "1760000001000000001",
                  name: "one",
                  attributes: [{ key: "k", value: { stringValue: "v" } }],
                },
                { timeUnixNano: "1760000002000000002", name: "two" },
              ],
              links: [{ traceId, spanId: "1111111111111111" }],
              status: { code: 2 },
            },
            { traceId, spanId: "00000000000000ff", name: "sparse", startTimeUnixNano: time },
          ],
        },
      ],
    },
  ],
};

/** An OTLP/JSON log request: a full record and one without any time. */
export const logsDocument = {
  resourceLogs: [
    {
      resource,
      scopeLogs: [
        {
          scope,
          logRecords: [
            {
              timeUnixNano: time,
              severityNumber: 17,
              body: { stringValue: "größer \u2713" },
              traceId,
              spanId,
            },
            {
              body: {
                kvlistValue: {
                  values: [{ key: "a", value: { arrayValue: { values: [{ boolValue: true }] } } }],
                },
              },
            },
          ],
        },
      ],
    },
  ],
};

const metrics = [
  { name: "depth", gauge: { dataPoints: [{ timeUnixNano: time, asDouble: -2.5 }] } },
  {
    name: "requests",
    sum: {
      aggregationTemporality: 2,
      isMonotonic: true,
      dataPoints: [
        {
          timeUnixNano: time,
          asInt: "9007199254740993",
          exemplars: [{ timeUnixNano: time, asInt: "-3", traceId, spanId }],
        },
      ],
    },
  },
  {
    name: "latency",
    histogram: {
      aggregationTemporality: 1,
      dataPoints: [
        {
          timeUnixNano: time,
          count: "18446744073709551615",
          sum: 12.5,
          bucketCounts: ["1", "2", "18446744073709551612"],
          explicitBounds: [0.5, 10],
          min: 0,
          max: 9.75,
        },
        { timeUnixNano: time, count: "0" },
      ],
    },
  },
  {
    name: "sizes",
    exponentialHistogram: {
      aggregationTemporality: 2,
      dataPoints: [
        {
          timeUnixNano: time,
          count: "3",
          scale: -3,
          zeroThreshold: 0.001,
          positive: { offset: -5, bucketCounts: ["1", "2"] },
        },
      ],
    },
  },
  {
    name: "pauses",
    summary: {
      dataPoints: [
        {
          timeUnixNano: time,
          count: "3",
          sum: 4.5,
          quantileValues: [
            { quantile: 0.5, value: 1 },
            { quantile: 0.99, value: 3 },
          ],
        },
      ],
    },
  },
];

/** An OTLP/JSON metrics request with all five data types. */
export const metricsDocument = {
  resourceMetrics: [{ resource, scopeMetrics: [{ scope, metrics }] }],
};
