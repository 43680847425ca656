const traceId = "0123456789abcdef0123456789abcdef";
const spanId = "0123456789abcdef";
const time = "1760000000123456789";

const anyValues = [
  { key: "text", value: { stringValue: 'héllo "wörld"\n' } },
  { key: "yes", value: { boolValue: true } },
  { key: "no", value: { boolValue: false } },
  { key: "small", value: { intValue: "42" } },
  { key: "zero", value: { intValue: "0" } },
  { key: "min", value: { intValue: "-9223372036854775808" } },
  { key: "max", value: { intValue: "9223372036854775807" } },
  { key: "double", value: { doubleValue: 0.1 } },
  { key: "nan", value: { doubleValue: "NaN" } },
  { key: "bytes", value: { bytesValue: "AAH/gA==" } },
  {
    key: "list",
    value: {
      arrayValue: {
        values: [
          { stringValue: 'a"b\\c\u0001' },
          { intValue: "-9007199254740993" },
          { doubleValue: "-Infinity" },
          { bytesValue: "/w==" },
          {},
          { arrayValue: { values: [] } },
        ],
      },
    },
  },
  {
    key: "map",
    value: {
      kvlistValue: {
        values: [
          { key: "x", value: { boolValue: true } },
          { key: "y", value: { kvlistValue: { values: [] } } },
          { key: "x", value: { intValue: "2" } },
        ],
      },
    },
  },
  { key: "absent" },
  { key: "text", value: { stringValue: "again" } },
];

/** What the attribute lists of the samples become: pairs of text. */
export const anyValueTexts = [
  ["text", 'héllo "wörld"\n'],
  ["yes", "true"],
  ["no", "false"],
  ["small", "42"],
  ["zero", "0"],
  ["min", "-9223372036854775808"],
  ["max", "9223372036854775807"],
  ["double", "0.1"],
  ["nan", "NaN"],
  ["bytes", "AAH/gA=="],
  ["list", '["a\\"b\\\\c\\u0001",-9007199254740993,"-Infinity","/w==",null,[]]'],
  ["map", '{"x":true,"y":{},"x":2}'],
  ["absent", ""],
  ["text", "again"],
];

/** The type codes of those values. */
export const anyValueCodes = "sbbiiiiddy[sidyn[]]{b{}i}ns";

const resource = {
  attributes: [
    { key: "service.name", value: { stringValue: "checkout" } },
    { key: "service.namespace", value: { stringValue: "shop" } },
    { key: "pid", value: { intValue: "7" } },
  ],
  droppedAttributesCount: 3,
  entityRefs: [{ schemaUrl: "schema:entity", type: "service", idKeys: ["service.name", "pid"] }],
};
const entityRefsText =
  '[{"schemaUrl":"schema:entity","type":"service","idKeys":["service.name","pid"],"descriptionKeys":[]}]';
const scope = {
  name: "lib",
  version: "1.2",
  attributes: [{ key: "s", value: { boolValue: true } }],
  droppedAttributesCount: 1,
};

/** The columns that `resource` and `scope` of the samples become. */
export const sampleResourceColumns = {
  service_name: "checkout",
  service_namespace: "shop",
  resource_attributes: [
    ["service.name", "checkout"],
    ["service.namespace", "shop"],
    ["pid", "7"],
  ],
  resource_schema_url: "schema:resource",
  resource_dropped_attributes_count: 3,
  resource_attribute_types: "ssi",
  resource_entity_refs: entityRefsText,
  scope_name: "lib",
  scope_version: "1.2",
  scope_attributes: [["s", "true"]],
  scope_attribute_types: "b",
  scope_schema_url: "schema:scope",
  scope_dropped_attributes_count: 1,
};

const exemplars = [
  {
    timeUnixNano: time,
    asDouble: 1.5,
    spanId,
    traceId,
    filteredAttributes: [{ key: "e", value: { stringValue: "1" } }],
  },
  { timeUnixNano: time, asInt: "-3" },
];
const pointTimes = { startTimeUnixNano: "1760000000000000000", timeUnixNano: time };

/** A trace request with every field set, and a second span with as few as possible. */
export const sampleTraces = {
  resourceSpans: [
    {
      resource,
      schemaUrl: "schema:resource",
      scopeSpans: [
        {
          scope,
          schemaUrl: "schema:scope",
          spans: [
            {
              traceId,
              spanId,
              traceState: "a=b",
              parentSpanId: "ffeeddccbbaa9988",
              name: "GET /",
              kind: 2,
              startTimeUnixNano: "1760000000123456789",
              endTimeUnixNano: "1760000005123456790",
              attributes: anyValues,
              droppedAttributesCount: 4294967295,
              events: [
                {
                  timeUnixNano: time,
                  name: "exception",
                  attributes: [{ key: "k", value: { stringValue: "v" } }],
                  droppedAttributesCount: 5,
                },
                { timeUnixNano: "1760000000000000001", name: "second" },
              ],
              droppedEventsCount: 6,
              links: [
                {
                  traceId: "ffffffffffffffffffffffffffffffff",
                  spanId: "1111111111111111",
                  traceState: "c=d",
                  attributes: [{ key: "l", value: { intValue: "1" } }],
                  droppedAttributesCount: 7,
                  flags: 769,
                },
              ],
              droppedLinksCount: 8,
              status: { message: "broken", code: 2 },
              flags: 257,
            },
            {
              traceId,
              spanId: "00000000000000ff",
              name: "backwards",
              startTimeUnixNano: "1760000000000000002",
              endTimeUnixNano: "1760000000000000001",
            },
          ],
        },
      ],
    },
  ],
};

/** A log request: a full record, one with an observed time only, one with no time at all. */
export const sampleLogs = {
  resourceLogs: [
    {
      resource,
      schemaUrl: "schema:resource",
      scopeLogs: [
        {
          scope,
          schemaUrl: "schema:scope",
          logRecords: [
            {
              timeUnixNano: time,
              observedTimeUnixNano: "1760000001000000000",
              severityNumber: 17,
              severityText: "ERROR",
              eventName: "order.failed",
              body: { stringValue: "no stock" },
              attributes: anyValues,
              droppedAttributesCount: 2,
              flags: 1,
              traceId,
              spanId,
            },
            {
              observedTimeUnixNano: "1760000002000000000",
              body: {
                kvlistValue: { values: [{ key: "a", value: { doubleValue: 1e21 } }] },
              },
            },
            { severityNumber: 9 },
          ],
        },
      ],
    },
  ],
};

const metrics = [
  {
    name: "queue",
    description: "depth",
    unit: "{item}",
    gauge: { dataPoints: [{ timeUnixNano: time, asDouble: -2.5, flags: 0 }] },
  },
  {
    name: "requests",
    unit: "1",
    sum: {
      aggregationTemporality: 2,
      isMonotonic: true,
      dataPoints: [
        { ...pointTimes, asInt: "9007199254740993", attributes: anyValues, exemplars },
        { ...pointTimes, flags: 1 },
      ],
    },
  },
  {
    name: "latency",
    histogram: {
      aggregationTemporality: 1,
      dataPoints: [
        {
          ...pointTimes,
          count: "18446744073709551615",
          sum: 12.5,
          bucketCounts: ["1", "2", "18446744073709551612"],
          explicitBounds: [0.5, 10],
          exemplars,
          attributes: [{ key: "route", value: { stringValue: "/" } }],
          min: 0,
          max: 9.75,
        },
        { ...pointTimes, count: "0" },
      ],
    },
  },
  {
    name: "sizes",
    exponentialHistogram: {
      aggregationTemporality: 2,
      dataPoints: [
        {
          ...pointTimes,
          count: "6",
          sum: -1,
          scale: -3,
          zeroCount: "1",
          zeroThreshold: 0.001,
          positive: { offset: -5, bucketCounts: ["1", "18446744073709551615"] },
          negative: { offset: 4, bucketCounts: ["300"] },
          exemplars,
          max: 8,
        },
      ],
    },
  },
  {
    name: "pauses",
    summary: {
      dataPoints: [
        {
          ...pointTimes,
          count: "3",
          sum: 4.5,
          quantileValues: [
            { quantile: 0.5, value: 1 },
            { quantile: 0.99, value: 3 },
          ],
          flags: 0,
        },
      ],
    },
  },
];

/** A metrics request with all five data types. */
export const sampleMetrics = {
  resourceMetrics: [
    {
      resource,
      schemaUrl: "schema:resource",
      scopeMetrics: [{ scope, schemaUrl: "schema:scope", metrics }],
    },
  ],
};

/** One full request of each signal as an OTLP/JSON document. */
export const sampleRequests = {
  traces: sampleTraces,
  logs: sampleLogs,
  metrics: sampleMetrics,
} as const;
